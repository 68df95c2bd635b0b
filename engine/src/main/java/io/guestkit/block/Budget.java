package io.guestkit.block;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What one inspection may spend: time, memory that the image asks for, entries that it makes us
 * walk. Thread-safe.
 */
public final class Budget {
  /** 256 MiB: what images ask for in practice is a few MiB. */
  public static final long DEFAULT_MEMORY_BYTES = 256L << 20;

  /** 2: the other half of the heap holds the cache of blocks, the report and what is on its way. */
  private static final int HEAP_SHARE = 2;

  /** 20 million: a full file server holds a few million files. */
  public static final long DEFAULT_ENTRIES = 20_000_000;

  private static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE);

  private final long timeoutNanos;
  private final long start = System.nanoTime();
  private final long memoryLimit;
  private final long entriesLimit;
  private final AtomicLong memory = new AtomicLong();
  private final AtomicLong entries = new AtomicLong();
  private volatile boolean cancelled;
  private volatile boolean ended;

  /** Makes a budget whose time runs from now. */
  public Budget(Duration timeout, long memoryBytes, long entries) {
    this.timeoutNanos = nanos(timeout);
    this.memoryLimit = memoryBytes;
    this.entriesLimit = entries;
  }

  /** Returns nanoseconds, at most the 292 years that a long holds. */
  private static long nanos(Duration timeout) {
    if (timeout.isNegative()) {
      return -1;
    }
    return timeout.compareTo(LONGEST) < 0 ? timeout.toNanos() : Long.MAX_VALUE;
  }

  /** Returns the memory that images may ask for by default: never more than half of the heap. */
  public static long defaultMemoryBytes() {
    return Math.min(DEFAULT_MEMORY_BYTES, Runtime.getRuntime().maxMemory() / HEAP_SHARE);
  }

  /** Returns a budget with the default memory and entries that ends after a time. */
  public static Budget of(Duration timeout) {
    return new Budget(timeout, defaultMemoryBytes(), DEFAULT_ENTRIES);
  }

  /** Returns a budget without a deadline, for work whose length the caller asked for. */
  public static Budget withoutDeadline() {
    return new Budget(Duration.ofDays(365), defaultMemoryBytes(), Long.MAX_VALUE);
  }

  /** Returns whether something was asked for that was no longer there to spend. */
  public boolean hasEnded() {
    return ended;
  }

  private LimitExceededException end(String message) {
    ended = true;
    return new LimitExceededException(message);
  }

  /** Ends the inspection at its next check. */
  public void cancel() {
    cancelled = true;
  }

  /**
   * Checks that there is time left.
   *
   * @throws LimitExceededException if the deadline has passed or the inspection was cancelled
   */
  public void check() throws LimitExceededException {
    if (cancelled) {
      throw end("cancelled");
    }
    if (System.nanoTime() - start > timeoutNanos) {
      throw end("the time limit of %d ms was reached".formatted(timeoutNanos / 1_000_000));
    }
  }

  /**
   * Counts entries that were walked, and checks the time too.
   *
   * @throws LimitExceededException if there were too many
   */
  public void countEntries(long count) throws LimitExceededException {
    check();
    if (entries.addAndGet(count) > entriesLimit) {
      throw end("more than %d entries".formatted(entriesLimit));
    }
  }

  /**
   * Takes memory that the image asks for, before it is allocated. Given back by {@link #release}
   * where it is not kept.
   *
   * @param what what it is for, for the message
   * @throws LimitExceededException if it is more than is left
   */
  public void reserve(long bytes, String what) throws LimitExceededException {
    long used;
    do {
      used = memory.get();
      if (bytes < 0 || bytes > memoryLimit - used) {
        throw end(
            "%s needs %d bytes of memory, more than is left of %d"
                .formatted(what, bytes, memoryLimit));
      }
    } while (!memory.compareAndSet(used, used + bytes));
  }

  /** Gives memory back. */
  public void release(long bytes) {
    memory.addAndGet(-bytes);
  }
}
