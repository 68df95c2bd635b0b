package io.guestkit.inspect.rpmdb.bdb;

import io.guestkit.block.BlockSource;
import io.guestkit.block.CorruptImageException;
import java.nio.ByteBuffer;

/**
 * A page: log sequence number (8 bytes), own number, previous and next page, number of items (u16),
 * offset of the lowest item or bytes of an overflow page (u16), level, type; then, with checksums,
 * those; then the offsets of the items (u16 each). Items fill the page from its end, each up to the
 * one before it.
 *
 * @param number its own
 * @param next the next page of its chain, 0 at the end
 * @param entries items of a page of pairs
 * @param fill bytes of an overflow page
 * @param bytes the whole page
 */
record Page(
    String file, long number, long next, int entries, int fill, int type, ByteBuffer bytes) {
  static final int OVERFLOW = 7;
  private static final int PAIRS_UNSORTED = 2;
  private static final int PAIRS = 13;
  private static final int FREE = 0;

  /**
   * Makes the page that a buffer holds.
   *
   * @param number what the page's number must be
   */
  static Page of(BlockSource file, HashMeta meta, long number, ByteBuffer bytes)
      throws CorruptImageException {
    long own = bytes.getInt(8) & 0xffff_ffffL;
    long next = bytes.getInt(16) & 0xffff_ffffL;
    int entries = bytes.getShort(20) & 0xffff;
    int fill = bytes.getShort(22) & 0xffff;
    int type = bytes.get(25) & 0xff;
    Page page = new Page(file.name(), number, next, entries, fill, type, bytes);
    boolean neverWritten = own == 0 && type == FREE;
    if (own != number && !neverWritten) {
      throw page.corrupt(8, "it says that it is page %d".formatted(own));
    }
    if (next > meta.lastPage()) {
      throw page.corrupt(
          16, "page %d follows, the last one is %d".formatted(next, meta.lastPage()));
    }
    return page;
  }

  boolean holdsPairs() {
    return type == PAIRS || type == PAIRS_UNSORTED;
  }

  /** Returns whether no bucket has used the page yet. */
  boolean isFree() {
    return type == FREE;
  }

  CorruptImageException corrupt(int at, String what) {
    return new CorruptImageException(
        "page %d of %s".formatted(number, file), number * bytes.capacity() + at, what);
  }
}
