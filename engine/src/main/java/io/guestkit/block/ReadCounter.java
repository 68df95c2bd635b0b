package io.guestkit.block;

import java.util.concurrent.atomic.LongAdder;

/** Counts what was read from the host for one inspection. */
public final class ReadCounter {
  private final LongAdder reads = new LongAdder();
  private final LongAdder bytes = new LongAdder();

  void add(long bytesRead) {
    reads.increment();
    bytes.add(bytesRead);
  }

  /** Returns how many reads the host was asked for. */
  public long reads() {
    return reads.sum();
  }

  /** Returns how many bytes those reads brought. */
  public long bytes() {
    return bytes.sum();
  }
}
