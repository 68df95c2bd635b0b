package io.guestkit.filesystem.ext;

import java.util.zip.CRC32C;

/** CRC-32C as ext4 keeps it: from any start value, and not inverted at the end. */
final class Crc32c {
  /** The start value of most structures. */
  static final int START = -1;

  private static final int POLYNOMIAL = 0x82f63b78;

  private Crc32c() {}

  /** Returns the checksum of bytes. */
  static int of(int start, byte[] bytes) {
    return of(start, bytes, 0, bytes.length);
  }

  /** Returns the checksum of a range of bytes. */
  static int of(int start, byte[] bytes, int offset, int length) {
    CRC32C crc = new CRC32C();
    if (start != START) {
      // Four bytes that bring the register from its fixed start to the one that is wanted.
      int prefix = ~unwound(start);
      for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
        crc.update(prefix >>> shift);
      }
    }
    crc.update(bytes, offset, length);
    return ~(int) crc.getValue();
  }

  /** Returns the register that four bytes of zero turn into the one given. */
  private static int unwound(int register) {
    int value = register;
    for (int bit = 0; bit < Integer.SIZE; bit++) {
      value = value < 0 ? ((value ^ POLYNOMIAL) << 1) | 1 : value << 1;
    }
    return value;
  }
}
