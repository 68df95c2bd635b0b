package io.guestkit.exporter.web;

import io.guestkit.InspectOptions;
import java.math.BigDecimal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The time that a probe has, from the header that Prometheus sends. */
final class ScrapeTimeout {
  static final String HEADER = "X-Prometheus-Scrape-Timeout-Seconds";

  /** 500 ms: what the answer takes on its way, as blackbox_exporter has it. */
  private static final long OFFSET_MILLIS = 500;

  /** 20: seconds with their fraction; bounds what is parsed. */
  private static final int MAX_LENGTH = 20;

  private ScrapeTimeout() {}

  /**
   * Returns the time; that of an inspection where no header was sent, which is also the longest.
   *
   * @throws IllegalArgumentException if the header is no positive number
   */
  static Duration of(@Nullable String header) {
    Duration longest = InspectOptions.DEFAULT_TIMEOUT;
    if (header == null) {
      return longest;
    }
    double seconds = seconds(header);
    if (seconds >= longest.toSeconds()) {
      return longest;
    }
    long millis = (long) (seconds * 1000);
    return Duration.ofMillis(Math.max(millis - OFFSET_MILLIS, millis / 2));
  }

  private static double seconds(String header) {
    try {
      double seconds =
          header.length() > MAX_LENGTH ? -1 : new BigDecimal(header.strip()).doubleValue();
      if (seconds > 0) {
        return seconds;
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw new IllegalArgumentException(
        "the header %s must be a positive number of seconds".formatted(HEADER));
  }
}
