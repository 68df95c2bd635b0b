package io.guestkit.filesystem.xfs.layout;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/** CRC-32C of a structure whose own checksum counts as zero; stored in little-endian. */
public final class Checksum {
  private Checksum() {}

  /** Returns the checksum of a structure that keeps it at an offset. */
  public static int of(byte[] structure, int at) {
    return of(structure, 0, structure.length, at);
  }

  /**
   * Returns the checksum of a part of some bytes.
   *
   * @param at where the part keeps its checksum, counted from the part's start
   */
  public static int of(byte[] bytes, int from, int length, int at) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, from, at);
    crc.update(new byte[Integer.BYTES], 0, Integer.BYTES);
    crc.update(bytes, from + at + Integer.BYTES, length - at - Integer.BYTES);
    return (int) crc.getValue();
  }

  /** Writes the checksum of a part of some bytes into it. */
  public static void seal(byte[] bytes, int from, int length, int at) {
    int checksum = of(bytes, from, length, at);
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(from + at, checksum);
  }
}
