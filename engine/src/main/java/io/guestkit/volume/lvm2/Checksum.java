package io.guestkit.volume.lvm2;

/** LVM's CRC-32: the usual polynomial, another start, and no inversion at either end. */
final class Checksum {
  private static final int POLYNOMIAL = 0xedb88320;

  /** What the sum of no bytes is. */
  static final int START = 0xf597a6cf;

  private static final int[] TABLE = table();

  private Checksum() {}

  private static int[] table() {
    int[] table = new int[256];
    for (int i = 0; i < table.length; i++) {
      int value = i;
      for (int bit = 0; bit < 8; bit++) {
        value = (value >>> 1) ^ ((value & 1) == 0 ? 0 : POLYNOMIAL);
      }
      table[i] = value;
    }
    return table;
  }

  /** Returns the sum of some bytes as an unsigned number. */
  static long of(byte[] bytes, int from, int length) {
    int sum = START;
    for (int i = from; i < from + length; i++) {
      sum = (sum >>> 8) ^ TABLE[(sum ^ bytes[i]) & 0xff];
    }
    return sum & 0xffff_ffffL;
  }
}
