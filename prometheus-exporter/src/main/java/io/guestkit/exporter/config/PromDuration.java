package io.guestkit.exporter.config;

import java.time.Duration;

/**
 * Durations as Prometheus writes them: whole numbers with y, w, d, h, m, s or ms, each unit once
 * and the longest first. Source: Prometheus, Configuration, {@code <duration>}.
 */
final class PromDuration {
  private static final String[] UNITS = {"y", "w", "d", "h", "m", "s", "ms"};
  private static final long[] MILLIS = {
    365L * 86_400_000, 7L * 86_400_000, 86_400_000, 3_600_000, 60_000, 1000, 1
  };

  /** 9 digits: thirty years in seconds. */
  private static final int MAX_DIGITS = 9;

  private PromDuration() {}

  /**
   * Returns the duration that a text stands for.
   *
   * @throws IllegalArgumentException if it stands for none
   */
  static Duration parse(String text) {
    long millis = 0;
    int next = 0;
    int at = 0;
    while (at < text.length()) {
      int digits = at;
      while (digits < text.length() && isDigit(text.charAt(digits))) {
        digits++;
      }
      int unitEnd = digits;
      while (unitEnd < text.length() && !isDigit(text.charAt(unitEnd))) {
        unitEnd++;
      }
      int unit = unit(text.substring(digits, unitEnd));
      if (digits == at || digits - at > MAX_DIGITS || unit < next) {
        throw new IllegalArgumentException(text);
      }
      millis += Long.parseLong(text.substring(at, digits)) * MILLIS[unit];
      next = unit + 1;
      at = unitEnd;
    }
    if (at == 0) {
      throw new IllegalArgumentException(text);
    }
    return Duration.ofMillis(millis);
  }

  private static int unit(String name) {
    for (int i = 0; i < UNITS.length; i++) {
      if (UNITS[i].equals(name)) {
        return i;
      }
    }
    return -1;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
