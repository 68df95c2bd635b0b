package io.guestkit.inspect.sqlite;

import io.guestkit.block.BlockSource;
import io.guestkit.block.Budget;
import io.guestkit.block.LimitExceededException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Pages that a log has in the place of those of the database file.
 *
 * <p>Filled in two steps: what was added counts from the next {@link #commit} on.
 */
final class PageLog {
  /** What an entry of the map takes in memory, about. */
  private static final int ENTRY_BYTES = 96;

  private final BlockSource source;
  private final Map<Long, Long> offsets = new HashMap<>();
  private final List<long[]> added = new ArrayList<>();
  private long pageCount;

  PageLog(BlockSource source) {
    this.source = source;
  }

  /** Adds a page of the database, by where its bytes start in the log. */
  void add(long page, long offset) throws LimitExceededException {
    Budget budget = source.session().budget();
    budget.reserve(ENTRY_BYTES, "the log of a SQLite database");
    added.add(new long[] {page, offset});
  }

  /** Makes what was added count, in a database of so many pages. */
  void commit(long pages) {
    for (long[] page : added) {
      offsets.put(page[0], page[1]);
    }
    added.clear();
    pageCount = pages;
  }

  BlockSource source() {
    return source;
  }

  /** Returns the pages of the database, 0 before the first {@link #commit}. */
  long pageCount() {
    return pageCount;
  }

  boolean has(long page) {
    return offsets.containsKey(page);
  }

  /** Returns where the bytes of a page that this log has start. */
  long offset(long page) {
    return offsets.getOrDefault(page, 0L);
  }
}
