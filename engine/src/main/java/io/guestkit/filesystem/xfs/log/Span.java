package io.guestkit.filesystem.xfs.log;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The records of a log that count.
 *
 * @param tail block of the first one
 * @param head block behind the last one
 * @param clean whether the last one says that the filesystem was unmounted
 */
record Span(long tail, long head, boolean clean) {
  /** 8: so many records can be under way at once. */
  private static final int UNDER_WAY = 8;

  private static final int OPERATION_FLAGS_AT = 9;
  private static final int UNMOUNT = 0x20;

  static Span find(LogBlocks log) throws IOException {
    long head = new HeadFinder(log).find();
    if (head == 0 && log.cycle(0) == 0) {
      return new Span(0, 0, true); // nothing was ever written
    }
    List<RecordHeader> last = before(log, head, head, 1);
    log.block(head).check(!last.isEmpty(), 0, "no record in the log");
    RecordHeader record = last.getFirst();
    if (isUnmount(log, record, head)) {
      return new Span(head, head, true);
    }
    return withoutTornRecords(log, record, head);
  }

  private static long tail(LogBlocks log, RecordHeader record) throws IOException {
    long tail = RecordHeader.blockOf(record.tail());
    record.s().check(tail < log.count(), 24, "tail at block %d", tail);
    return tail;
  }

  /** Leaves out the first of the last records that was not written completely, and the rest. */
  private static Span withoutTornRecords(LogBlocks log, RecordHeader last, long head)
      throws IOException {
    long tail = tail(log, last);
    List<RecordHeader> under = before(log, head, tail, UNDER_WAY);
    for (int i = under.size() - 1; i >= 0; i--) {
      RecordHeader record = under.get(i);
      if (!record.isIntact(log)) {
        List<RecordHeader> good = before(log, record.block(), tail, 1);
        record.s().check(!good.isEmpty(), 32, "checksum of the only record");
        RecordHeader newest = good.getFirst();
        if (isUnmount(log, newest, record.block())) {
          return new Span(record.block(), record.block(), true);
        }
        return new Span(tail(log, newest), record.block(), false);
      }
    }
    return new Span(tail, head, false);
  }

  private static boolean isUnmount(LogBlocks log, RecordHeader record, long head)
      throws IOException {
    if ((record.block() + record.blocks()) % log.count() != head || record.operations() != 1) {
      return false;
    }
    int flags = log.block(record.block() + record.headerBlocks()).u8(OPERATION_FLAGS_AT);
    return (flags & UNMOUNT) != 0;
  }

  /** Returns up to so many headers before a block and not before the tail, the last one first. */
  private static List<RecordHeader> before(LogBlocks log, long head, long tail, int most)
      throws IOException {
    List<RecordHeader> headers = new ArrayList<>();
    long distance = tail < head ? head - tail : head - tail + log.count();
    for (long back = 1; back <= distance && headers.size() < most; back++) {
      long index = (head - back + log.count()) % log.count();
      if (log.isHeader(index)) {
        headers.add(RecordHeader.read(log, index));
      }
    }
    return headers;
  }
}
