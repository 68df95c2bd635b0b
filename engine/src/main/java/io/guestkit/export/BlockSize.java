package io.guestkit.export;

/** Sizes as GNU du writes them, rounded up. */
public enum BlockSize {
  /** In bytes. */
  BYTES,
  /** In KiB, without a unit. */
  KIBIBYTES,
  /** Two or three digits with the unit of a power of 1024, such as {@code 1.5M} or {@code 23G}. */
  HUMAN;

  private static final String UNITS = "KMGTPE";

  /** Returns a size from 0. */
  public String of(long bytes) {
    return switch (this) {
      case BYTES -> Long.toString(bytes);
      case KIBIBYTES -> Long.toString(ceil(bytes, 1024));
      case HUMAN -> human(bytes);
    };
  }

  private static String human(long bytes) {
    if (bytes < 1024) {
      return Long.toString(bytes);
    }
    long unit = 1024;
    int power = 0;
    while (power + 1 < UNITS.length() && ceil(bytes, unit) >= 1024) {
      unit *= 1024;
      power++;
    }
    long whole = bytes / unit;
    long tenths = whole * 10 + ceil(bytes % unit * 5, unit / 2);
    String number =
        tenths < 100 ? tenths / 10 + "." + tenths % 10 : Long.toString(ceil(bytes, unit));
    return number + UNITS.charAt(power);
  }

  private static long ceil(long bytes, long unit) {
    return bytes / unit + (bytes % unit > 0 ? 1 : 0);
  }
}
