package io.guestkit.filesystem.btrfs.file;

/** The hash of names in directories: CRC-32C from the start value -2, not inverted at the end. */
final class NameHash {
  private static final int START = -2;
  private static final int POLYNOMIAL = 0x82f63b78;
  private static final int[] TABLE = table();

  private NameHash() {}

  private static int[] table() {
    int[] table = new int[256];
    for (int i = 0; i < table.length; i++) {
      int value = i;
      for (int bit = 0; bit < Byte.SIZE; bit++) {
        value = (value & 1) != 0 ? (value >>> 1) ^ POLYNOMIAL : value >>> 1;
      }
      table[i] = value;
    }
    return table;
  }

  static long of(byte[] name) {
    int crc = START;
    for (byte b : name) {
      crc = TABLE[(crc ^ b) & 0xff] ^ (crc >>> 8);
    }
    return crc & 0xffff_ffffL;
  }
}
