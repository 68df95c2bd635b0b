package io.guestkit.filesystem.xfs.log;

import io.guestkit.block.CorruptImageException;
import java.nio.ByteBuffer;

/**
 * The first region of a logged buffer, in the byte order of the machine. Source: "XFS Algorithms
 * &amp; Data Structures", "Buffer Log Item".
 *
 * @param flags what kind of buffer it is
 * @param sectors its length in units of 512 bytes
 * @param sector its place on the volume
 * @param map a bit for each 128 bytes that were logged
 * @param words of the map
 */
record BufferFormat(int flags, int sectors, long sector, ByteBuffer map, int words) {
  static final int PIECE = 128;
  static final int SECTOR = 512;

  private static final int INODES = 0x1;
  private static final int CANCEL = 0x2;
  private static final int MAP_AT = 20;

  static BufferFormat read(Item item) throws CorruptImageException {
    ByteBuffer s = item.region(0, MAP_AT);
    int words = s.getInt(16);
    Item.check(
        words >= 0 && words <= (s.capacity() - MAP_AT) / Integer.BYTES,
        "map of %d words of a buffer".formatted(words));
    long sector = s.getLong(8);
    Item.check(
        sector >= 0 && sector <= Long.MAX_VALUE / SECTOR, "buffer at sector %d".formatted(sector));
    return new BufferFormat(s.getShort(4) & 0xffff, s.getShort(6) & 0xffff, sector, s, words);
  }

  boolean isCancelled() {
    return (flags & CANCEL) != 0;
  }

  /** Returns whether only the lists of unlinked inodes count in it. */
  boolean isInodes() {
    return (flags & INODES) != 0;
  }

  long offset() {
    return sector * SECTOR;
  }

  int length() {
    return sectors * SECTOR;
  }

  /** Returns the next piece at or behind one that was logged, or was not; or the end. */
  int next(int from, boolean logged) {
    int piece = from;
    while (piece < words * Integer.SIZE) {
      int word = map.getInt(MAP_AT + piece / Integer.SIZE * Integer.BYTES);
      if ((word >>> piece % Integer.SIZE & 1) == (logged ? 1 : 0)) {
        return piece;
      }
      piece++;
    }
    return piece;
  }
}
