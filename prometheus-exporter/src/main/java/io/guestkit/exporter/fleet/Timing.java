package io.guestkit.exporter.fleet;

import io.guestkit.exporter.config.Configuration;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * When images are looked at, as times of {@link System#nanoTime}. Times are spread by a tenth, so
 * that images that were found together are not looked at together for ever.
 *
 * @param interval between two looks
 * @param minInterval between two inspections of an image that keeps changing
 */
record Timing(Duration interval, Duration minInterval) {
  /** An hour: what fails for long is not asked more often. */
  private static final Duration MAX_BACK_OFF = Duration.ofHours(1);

  /** 10: an image that keeps changing takes a tenth of a thread at most. */
  private static final int REST = 10;

  /** 16 doublings: beyond the longest time from a second on. */
  private static final int MAX_DOUBLINGS = 16;

  private static final double SPREAD = 0.1;

  static Timing of(Configuration configuration) {
    return new Timing(
        configuration.discovery().interval(), configuration.inspection().minInterval());
  }

  /** Returns when an image is looked at next. */
  long next() {
    return System.nanoTime() + spread(interval.toNanos());
  }

  /**
   * Returns when an image may be inspected again.
   *
   * @param took how long the last inspection took
   * @param failures how many failed in a row
   */
  long notBefore(Duration took, int failures) {
    long rest = Math.max(minInterval.toNanos(), took.toNanos() * REST);
    if (failures > 0) {
      long backOff = minInterval.toNanos() << Math.min(failures - 1, MAX_DOUBLINGS);
      rest = Math.clamp(backOff, rest, Math.max(rest, MAX_BACK_OFF.toNanos()));
    }
    return System.nanoTime() + spread(rest);
  }

  private static long spread(long nanos) {
    double factor = 1 + SPREAD * ThreadLocalRandom.current().nextDouble(-1, 1);
    return (long) (nanos * factor);
  }
}
