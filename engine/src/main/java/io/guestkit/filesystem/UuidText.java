package io.guestkit.filesystem;

import org.jspecify.annotations.Nullable;

/** UUIDs that stand on the disk in the order in which they are written. */
public final class UuidText {
  private UuidText() {}

  /** Returns the text of 16 bytes, or null where all are zero, which stands for none. */
  public static @Nullable String of(byte[] bytes) {
    StringBuilder text = new StringBuilder(36);
    boolean zero = true;
    for (int i = 0; i < bytes.length; i++) {
      if (i == 4 || i == 6 || i == 8 || i == 10) {
        text.append('-');
      }
      text.append(Character.forDigit((bytes[i] >> 4) & 0xf, 16));
      text.append(Character.forDigit(bytes[i] & 0xf, 16));
      zero &= bytes[i] == 0;
    }
    return zero ? null : text.toString();
  }
}
