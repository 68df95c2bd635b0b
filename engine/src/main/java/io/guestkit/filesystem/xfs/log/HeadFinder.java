package io.guestkit.filesystem.xfs.log;

import io.guestkit.block.Struct;
import java.io.IOException;

/**
 * Finds where the log was written last: where the rounds of its blocks change. Writes of several
 * records may have been under way and may have ended out of order, so that blocks before that place
 * can still be of the round before.
 */
record HeadFinder(LogBlocks log) {
  /** 2 MiB: eight records of 256 KiB can be under way. */
  private static final int UNDER_WAY = (2 << 20) / LogBlocks.BLOCK;

  /** 256 KiB: the largest record. */
  private static final int RECORD = (256 << 10) / LogBlocks.BLOCK;

  /** Returns the block at which the next record would be written. */
  long find() throws IOException {
    int first = log.cycle(0);
    int last = log.cycle(log.count() - 1);
    if (first == 0) {
      return 0;
    }
    long head = last == 0 ? headOfFirstRound(first) : head(first, last);
    head = withoutPartOfRecord(head);
    return head == log.count() ? 0 : head;
  }

  private long headOfFirstRound(int first) throws IOException {
    Struct s = log.block(0);
    s.check(first == 1, 0, "round %d in a log that is not full", first);
    long head = firstOfOther(0);
    long hole = log.firstOf(0, Math.max(head - UNDER_WAY, 0), head);
    return hole < 0 ? head : hole;
  }

  private long head(int first, int last) throws IOException {
    long count = log.count();
    long head = first == last ? count : firstOfOther(last);
    int before = first == last ? last - 1 : last;
    long scanned = Math.min(count, UNDER_WAY);
    if (head >= scanned) {
      long hole = log.firstOf(before, head - scanned, head);
      return hole < 0 ? head : hole;
    }
    long hole = log.firstOf(before - 1, count - (scanned - head), count);
    if (hole < 0) {
      hole = log.firstOf(before, 0, head);
    }
    return hole < 0 ? head : hole;
  }

  /** Returns the first block of a round that the last block is of and the first is not. */
  private long firstOfOther(int cycle) throws IOException {
    long low = 0;
    long high = log.count() - 1;
    while (high - low > 1) {
      long middle = (low + high) >>> 1;
      if (log.cycle(middle) == cycle) {
        high = middle;
      } else {
        low = middle;
      }
    }
    return high;
  }

  /** Returns the start of the last record where the head lies inside of it, else the head. */
  private long withoutPartOfRecord(long head) throws IOException {
    long start = headerBefore(head, Math.max(head - RECORD, 0));
    if (start >= 0) {
      return head - start == RecordHeader.read(log, start).blocks() ? head : start;
    }
    Struct s = log.block(head);
    s.check(head < RECORD, 0, "no record before the head");
    long around = Math.max(log.count() - (RECORD - head), 0);
    start = headerBefore(log.count(), around);
    s.check(start >= 0, 0, "no record before the head");
    long length = log.count() - start + head;
    return length == RecordHeader.read(log, start).blocks() ? head : start;
  }

  /** Returns the last header before a block, or -1. */
  private long headerBefore(long block, long from) throws IOException {
    for (long index = block - 1; index >= from; index--) {
      if (log.isHeader(index)) {
        return index;
      }
    }
    return -1;
  }
}
