package io.guestkit.inspect.sqlite;

import io.guestkit.block.BlockSource;
import io.guestkit.block.UnsupportedImageException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * A rollback journal that a transaction left which did not end: the pages as they were before it.
 * Parts follow each other, each a header that fills a sector, then records of a page number, a page
 * and a checksum. One whose header was wiped belongs to a transaction that ended. Source: Database
 * File Format, 3; "Atomic Commit In SQLite", 4.
 */
final class RollbackJournal {
  private static final long MAGIC = 0xd9d505f920a163d7L;
  private static final int HEADER_BYTES = 28;

  /** What the count of records says where it was not known when the header was written. */
  private static final long UNTIL_THE_END = 0xffff_ffffL;

  /** SQLite's own limits of a sector. */
  private static final long MIN_SECTOR = 32;

  private static final long MAX_SECTOR = 65536;

  /** The checksum takes every 200th byte, counted from the page's end. */
  private static final int CHECKSUM_STEP = 200;

  private final BlockSource source;
  private final int pageSize;
  private final PageLog log;
  private boolean hot;
  private long pageCount;

  private RollbackJournal(BlockSource source, int pageSize) {
    this.source = source;
    this.pageSize = pageSize;
    this.log = new PageLog(source);
  }

  /** Returns the pages as they were before the transaction; empty where it ended. */
  static Optional<PageLog> read(BlockSource source, int pageSize) throws IOException {
    RollbackJournal journal = new RollbackJournal(source, pageSize);
    long part = journal.part(0);
    if (part < 0 && !journal.hot) {
      return Optional.empty();
    }
    while (part >= 0) {
      part = journal.part(part);
    }
    return Optional.of(journal.log);
  }

  /** Takes the part at an offset, and returns where the next one starts, or -1. */
  private long part(long offset) throws IOException {
    if (offset > source.size() - HEADER_BYTES) {
      return -1;
    }
    ByteBuffer header = ByteBuffer.wrap(source.readBytes(offset, HEADER_BYTES));
    long sector = header.getInt(20) & 0xffff_ffffL;
    if (header.getLong(0) != MAGIC
        || header.getInt(24) != pageSize
        || sector < MIN_SECTOR
        || sector > MAX_SECTOR
        || Long.bitCount(sector) != 1) {
      return -1;
    }
    if (offset == 0) {
      refuseSeveralDatabases();
      hot = true;
      pageCount = header.getInt(16) & 0xffff_ffffL;
      log.commit(pageCount);
    }
    long recordSize = pageSize + 8L;
    long first = offset + sector;
    long count = header.getInt(8) & 0xffff_ffffL;
    long room = Math.max(0, source.size() - first) / recordSize;
    long records = count == UNTIL_THE_END ? room : Math.min(count, room);
    if (!takeRecords(first, records, header.getInt(12)) || records < count) {
      return -1;
    }
    long end = first + records * recordSize;
    return (end + sector - 1) / sector * sector;
  }

  /** Takes records until one is not sound, and returns whether all were. */
  private boolean takeRecords(long first, long records, int nonce) throws IOException {
    ByteBuffer record = ByteBuffer.allocate(pageSize + 8);
    for (long i = 0; i < records; i++) {
      long at = first + i * record.capacity();
      source.readFully(at, record.clear());
      long page = record.getInt(0) & 0xffff_ffffL;
      int sum = nonce;
      for (int b = pageSize - CHECKSUM_STEP; b > 0; b -= CHECKSUM_STEP) {
        sum += record.get(4 + b) & 0xff;
      }
      if (page == 0 || record.getInt(4 + pageSize) != sum) {
        return false;
      }
      log.add(page, at + 4);
      log.commit(pageCount);
    }
    return true;
  }

  /** The name of a journal of journals stands at the end, the magic number after it. */
  private void refuseSeveralDatabases() throws IOException {
    if (source.size() > HEADER_BYTES + 8
        && ByteBuffer.wrap(source.readBytes(source.size() - 8, 8)).getLong() == MAGIC) {
      throw new UnsupportedImageException(
          source.name() + ": a transaction over several SQLite databases did not end");
    }
  }
}
