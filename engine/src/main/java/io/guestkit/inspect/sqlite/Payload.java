package io.guestkit.inspect.sqlite;

import io.guestkit.block.LimitExceededException;
import io.guestkit.block.UnsupportedImageException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.BitSet;

/**
 * The record of a row, put together from its cell and the overflow pages that continue it: each
 * starts with the number of the next, u32 big-endian, 0 in the last. Source: Database File Format,
 * 1.6 (cell payload overflow pages).
 *
 * <p>SQLite writes a chain at once, so its pages mostly follow each other: they are read in runs,
 * and a run is left where a page names another one than that behind it.
 */
final class Payload {
  /** 64 MiB: what is known to be kept in rows, headers of packages with 100,000 files, has 20. */
  private static final long MAX_BYTES = 64 << 20;

  private static final int LINK_BYTES = 4;
  private static final int FIRST_BUFFER_BYTES = 64 << 10;

  /** 256 KiB: what one step of reading gains from, and loses where a chain leaves its run. */
  private static final int MAX_RUN_BYTES = 256 << 10;

  /** Pages read at once where chains were found to leave their runs early. */
  private static final int LEAST_AHEAD = 2;

  private final Pages pages;
  private final ByteBuffer run;
  private final int mostAhead;
  private ByteBuffer buffer = ByteBuffer.allocate(FIRST_BUFFER_BYTES);
  private long reserved;
  private final BitSet used = new BitSet();
  private int ahead;

  Payload(Pages pages) {
    this.pages = pages;
    this.run = ByteBuffer.allocate(MAX_RUN_BYTES);
    this.mostAhead = MAX_RUN_BYTES / pages.pageSize();
    this.ahead = mostAhead;
  }

  /** Notes that a page is in use: each belongs to one place, so what leads in a circle ends. */
  void use(long number) throws IOException {
    int page = (int) number;
    if (used.get(page)) {
      throw pages.corrupt(number, 0, "used a second time");
    }
    used.set(page);
  }

  /**
   * Returns a record whole, from position 0 to its limit; valid until the next call.
   *
   * @param cell positioned where the payload starts in its page, limited to the usable bytes;
   *     positioned after the cell when this returns
   * @param size bytes of the record
   */
  ByteBuffer read(long number, ByteBuffer cell, long size) throws IOException {
    int usable = pages.usableSize();
    if (size < 0 || size > pages.count() * usable) {
      throw pages.corrupt(number, cell.position(), "a row of %d bytes".formatted(size));
    }
    if (size > MAX_BYTES) {
      throw new UnsupportedImageException(
          "page %d of %s: a row of %d bytes, more than the %d that are read"
              .formatted(number, pages.name(), size, MAX_BYTES));
    }
    int local = local((int) size, usable);
    int inPage = local == size ? local : local + LINK_BYTES;
    if (inPage > cell.remaining()) {
      throw pages.corrupt(number, cell.position(), "a row past the end");
    }
    room((int) size);
    buffer.clear().limit((int) size);
    buffer.put(0, cell, cell.position(), local).position(local);
    cell.position(cell.position() + local);
    if (local < size) {
      overflow(cell.getInt() & 0xffff_ffffL);
    }
    return buffer.position(0);
  }

  /** Returns how many bytes of a record are in its cell. */
  private static int local(int size, int usable) {
    int most = usable - 35;
    if (size <= most) {
      return size;
    }
    int least = (usable - 12) * 32 / 255 - 23;
    int fitting = least + (size - least) % (usable - LINK_BYTES);
    return fitting <= most ? fitting : least;
  }

  private void room(int size) throws LimitExceededException {
    if (size <= buffer.capacity()) {
      return;
    }
    // Half more than is needed, so that growing rows do not move it each time.
    long capacity = Math.min(MAX_BYTES, size + size / 2L);
    pages.budget().reserve(capacity - reserved, "a row of a SQLite database");
    reserved = capacity;
    buffer = ByteBuffer.allocate((int) capacity);
  }

  /** Fills the buffer to its limit from a chain of pages. */
  private void overflow(long first) throws IOException {
    int content = pages.usableSize() - LINK_BYTES;
    long next = first;
    while (buffer.hasRemaining()) {
      int needed = (buffer.remaining() + content - 1) / content;
      int got = pages.read(next, run.slice(0, Math.min(needed, ahead) * pages.pageSize()));
      int used = 0;
      boolean stays = true;
      while (used < got && stays) {
        use(next);
        int at = used * pages.pageSize();
        int length = Math.min(content, buffer.remaining());
        buffer.put(buffer.position(), run, at + LINK_BYTES, length);
        buffer.position(buffer.position() + length);
        long link = run.getInt(at) & 0xffff_ffffL;
        stays = link == next + 1;
        next = link;
        used++;
      }
      ahead = used < got ? Math.max(used, LEAST_AHEAD) : Math.min(ahead * 2, mostAhead);
    }
  }

  /** Gives the memory back. */
  void release() {
    pages.budget().release(reserved);
    reserved = 0;
  }
}
