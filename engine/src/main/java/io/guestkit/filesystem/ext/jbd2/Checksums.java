package io.guestkit.filesystem.ext.jbd2;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/** Checksums of a journal: CRC-32C of blocks, and in version 1 a CRC-32 of transactions. */
final class Checksums {
  private static final int POLYNOMIAL = 0x04c11db7;

  private Checksums() {}

  /** Returns the CRC-32C of all parts, not inverted at its end. */
  static int of(byte[]... parts) {
    CRC32C crc = new CRC32C();
    for (byte[] part : parts) {
      crc.update(part, 0, part.length);
    }
    return ~(int) crc.getValue();
  }

  /** Returns the checksum field of a structure, and zeroes it as the checksum wants. */
  static int take(byte[] structure, int at) {
    ByteBuffer bytes = ByteBuffer.wrap(structure);
    int stored = bytes.getInt(at);
    bytes.putInt(at, 0);
    return stored;
  }

  /** Returns the CRC-32 with the highest bit first, carried on from a value. */
  static int crc32(int start, byte[] bytes) {
    int crc = start;
    for (byte b : bytes) {
      crc ^= b << 24;
      for (int bit = 0; bit < Byte.SIZE; bit++) {
        crc = crc < 0 ? (crc << 1) ^ POLYNOMIAL : crc << 1;
      }
    }
    return crc;
  }
}
