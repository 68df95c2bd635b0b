package io.guestkit.inspect.sqlite;

import io.guestkit.block.BlockSource;
import io.guestkit.block.Budget;
import io.guestkit.block.CorruptImageException;
import io.guestkit.block.UnsupportedImageException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.util.Optional;

/** The pages of a database as the next program that opens it would see them. */
final class Pages {
  /** 2^26: 256 GiB of pages of the usual size; bounds what notes of pages take in memory. */
  private static final long MAX_PAGES = 1 << 26;

  private final BlockSource file;
  private final DatabaseHeader header;
  private final Optional<PageLog> log;
  private final long count;

  private Pages(BlockSource file, DatabaseHeader header, Optional<PageLog> log, long count) {
    this.file = file;
    this.header = header;
    this.log = log;
    this.count = count;
  }

  static Pages open(SqliteFiles files) throws IOException {
    BlockSource file = files.database();
    DatabaseHeader header = DatabaseHeader.read(file, 0);
    int pageSize = header.pageSize();
    Optional<PageLog> log = Optional.empty();
    if (files.wal().isPresent()) {
      log = WriteAheadLog.read(files.wal().get(), pageSize);
    }
    if (log.isEmpty() && files.journal().isPresent()) {
      log = RollbackJournal.read(files.journal().get(), pageSize);
    }
    if (log.isPresent() && log.get().has(1)) {
      header = DatabaseHeader.read(log.get().source(), log.get().offset(1));
      if (header.pageSize() != pageSize) {
        throw new CorruptImageException(
            log.get().source().name(),
            log.get().offset(1),
            "page size %d in a log of %d".formatted(header.pageSize(), pageSize));
      }
    }
    long stored = file.size() / pageSize;
    long said = header.pageCount() == 0 ? stored : header.pageCount();
    // A file that is shorter than it says is damaged: what is there can be read.
    long count = log.isPresent() ? log.get().pageCount() : Math.min(said, stored);
    if (count > MAX_PAGES) {
      throw new UnsupportedImageException(
          "%s: %d pages, more than the %d that are read".formatted(file.name(), count, MAX_PAGES));
    }
    return new Pages(file, header, log, count);
  }

  String name() {
    return file.name();
  }

  Budget budget() {
    return file.session().budget();
  }

  int pageSize() {
    return header.pageSize();
  }

  int usableSize() {
    return header.usableSize();
  }

  Charset charset() {
    return header.charset();
  }

  /** Returns how many pages there are. */
  long count() {
    return count;
  }

  /** Returns the exception that says what is wrong in a page. */
  CorruptImageException corrupt(long page, int at, String what) {
    return new CorruptImageException(
        "page %d of %s".formatted(page, file.name()), (page - 1) * pageSize() + at, what);
  }

  /**
   * Fills the target with pages that follow each other, and returns how many: as many as it has
   * room for, fewer at the end of the database and where a log holds some of them.
   *
   * @throws CorruptImageException if there is no such page
   */
  int read(long first, ByteBuffer target) throws IOException {
    if (first < 1 || first > count) {
      throw new CorruptImageException(
          file.name(), 0, "page %d of %d is needed".formatted(first, count));
    }
    int pageSize = pageSize();
    int wanted = (int) Math.min(target.capacity() / pageSize, count - first + 1);
    if (log.isPresent()) {
      if (log.get().has(first)) {
        log.get().source().readFully(log.get().offset(first), target.clear().limit(pageSize));
        return 1;
      }
      int plain = 1;
      while (plain < wanted && !log.get().has(first + plain)) {
        plain++;
      }
      wanted = plain;
    }
    // With a log the database may have pages that the file does not reach.
    long stored = file.size() / pageSize - (first - 1);
    wanted = (int) Math.max(1, Math.min(wanted, stored));
    file.readFully((first - 1) * pageSize, target.clear().limit(wanted * pageSize));
    return wanted;
  }
}
