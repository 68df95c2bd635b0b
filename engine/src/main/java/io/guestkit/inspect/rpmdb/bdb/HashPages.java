package io.guestkit.inspect.rpmdb.bdb;

import io.guestkit.block.BlockSource;
import io.guestkit.block.CorruptImageException;
import io.guestkit.block.UnsupportedImageException;
import io.guestkit.inspect.rpmdb.RpmHeaders;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * The pages of a hash file. The last run of pages is kept: a value that fills several pages mostly
 * has them one after the other.
 */
final class HashPages {
  /** 1 MiB: most headers in one read. */
  private static final int MAX_RUN_BYTES = 1 << 20;

  private final BlockSource file;
  private final HashMeta meta;
  private ByteBuffer run = ByteBuffer.allocate(0);
  private long runStart;
  private int runPages;

  HashPages(BlockSource file, HashMeta meta) {
    this.file = file;
    this.meta = meta;
  }

  /**
   * Returns a page.
   *
   * @param ahead how many pages from this one on are wanted next
   */
  Page page(long number, long ahead) throws IOException {
    int bytes = meta.pageBytes();
    if (number < runStart || number >= runStart + runPages) {
      if (number > meta.lastPage()) {
        throw new CorruptImageException(
            file.name(), 0, "page %d, the last one is %d".formatted(number, meta.lastPage()));
      }
      long wanted = Math.min(Math.max(ahead, 1), Math.max(MAX_RUN_BYTES / bytes, 1));
      long there = Math.min(meta.lastPage() + 1, file.size() / bytes) - number;
      int pages = (int) Math.max(Math.min(wanted, there), 1);
      runPages = 0;
      run = ByteBuffer.wrap(file.readBytes(number * bytes, pages * bytes));
      runStart = number;
      runPages = pages;
    }
    ByteBuffer page = run.slice((int) (number - runStart) * bytes, bytes);
    return Page.of(file, meta, number, page.order(meta.order()));
  }

  /**
   * Returns a value of overflow pages.
   *
   * @param length its length; its memory is reserved by the caller
   */
  byte[] overflow(long first, int length) throws IOException {
    byte[] value = new byte[length];
    int perPage = meta.pageBytes() - meta.headerBytes();
    int filled = 0;
    long number = first;
    long ahead = (length + perPage - 1L) / perPage;
    long pages = 0;
    while (filled < length) {
      Page page = page(number, ahead);
      pages++;
      if (page.type() != Page.OVERFLOW || number == 0) {
        throw page.corrupt(25, "type %d, not of an overflow page".formatted(page.type()));
      }
      if (page.fill() == 0 || page.fill() > perPage || page.fill() > length - filled) {
        throw page.corrupt(
            22, "%d bytes where %d are wanted".formatted(page.fill(), length - filled));
      }
      page.bytes().get(meta.headerBytes(), value, filled, page.fill());
      filled += page.fill();
      if (filled < length && (page.next() == 0 || pages > meta.lastPage())) {
        throw page.corrupt(16, "the chain ends %d bytes early".formatted(length - filled));
      }
      ahead = page.next() == number + 1 ? Math.min(2 * ahead, remaining(length - filled)) : 1;
      number = page.next();
    }
    return value;
  }

  private long remaining(int bytes) {
    int perPage = meta.pageBytes() - meta.headerBytes();
    return (bytes + perPage - 1L) / perPage;
  }

  /**
   * Checks the length of a value.
   *
   * @throws UnsupportedImageException if it is longer than a header is read to
   * @throws CorruptImageException if it is longer than the file
   */
  void checkLength(Page page, int at, long length) throws IOException {
    if (length > file.size()) {
      throw page.corrupt(at, "a value of %d bytes".formatted(length));
    }
    if (length > RpmHeaders.MAX_HEADER_BYTES) {
      throw new UnsupportedImageException(
          "%s: a value of %d bytes, more than the %d that a header is read to"
              .formatted(file.name(), length, RpmHeaders.MAX_HEADER_BYTES));
    }
  }
}
