package io.guestkit;

import io.guestkit.block.Budget;
import java.time.Duration;

/**
 * What the inspection of one machine may cost. When one of them ends, the report holds what was
 * found until then and a problem of kind limit.
 *
 * @param timeout after which the inspection ends
 * @param memoryBytes memory that the image may ask for, from 1
 * @param entries files, table entries and records that the image may make us walk, from 1
 */
public record Limits(Duration timeout, long memoryBytes, long entries) {
  /** Two minutes: a report takes well under a second, a slow network disk some. */
  public static final Duration DEFAULT_TIMEOUT = Duration.ofMinutes(2);

  /** The defaults; of memory never more than half of the heap. */
  public static final Limits DEFAULT =
      new Limits(DEFAULT_TIMEOUT, Budget.defaultMemoryBytes(), Budget.DEFAULT_ENTRIES);

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if one is below 1
   */
  public Limits {
    if (memoryBytes < 1 || entries < 1) {
      throw new IllegalArgumentException("memory and entries are limited from 1");
    }
  }

  /** Returns these with another time. */
  public Limits withTimeout(Duration other) {
    return new Limits(other, memoryBytes, entries);
  }

  /** Returns these with no more memory than so many bytes. */
  Limits withMemoryAtMost(long bytes) {
    return new Limits(timeout, Math.clamp(bytes, 1, memoryBytes), entries);
  }

  /** Returns a budget of these whose time runs from now. */
  Budget budget() {
    return new Budget(timeout, memoryBytes, entries);
  }
}
