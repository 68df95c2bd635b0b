package io.guestkit.terraform.source;

import io.guestkit.terraform.source.Diagnostics.Place;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;

/** A duration as Go writes it, and so every Terraform provider: {@code 90s}, {@code 1h30m}. */
public final class GoDuration {
  /** 1,000 hours: longer than anybody waits. */
  private static final Duration MAX = Duration.ofHours(1000);

  /** 20 characters: what is within the bound and finer than a nanosecond is not meant. */
  private static final int MAX_LENGTH = 20;

  private GoDuration() {}

  /** Returns the duration that a text says, or tells what is wrong with it. */
  public static Optional<Duration> of(String text, Place place, Diagnostics diagnostics) {
    Optional<Duration> duration = parse(text);
    if (duration.isEmpty()) {
      diagnostics.error(
          place,
          "Not a duration",
          "A duration from 1ms to 1000h is needed here, such as \"90s\" or \"5m\", not '"
              + text
              + "'");
    }
    return duration;
  }

  private static Optional<Duration> parse(String text) {
    Duration sum = Duration.ZERO;
    int at = 0;
    if (text.isEmpty() || text.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    while (at < text.length()) {
      int end = at;
      while (end < text.length() && isOfNumber(text.charAt(end))) {
        end++;
      }
      int next = end;
      while (next < text.length() && !isOfNumber(text.charAt(next))) {
        next++;
      }
      long unit = nanoseconds(text.substring(end, next));
      if (unit == 0 || end == at) {
        return Optional.empty();
      }
      try {
        BigDecimal nanos =
            new BigDecimal(text.substring(at, end)).multiply(BigDecimal.valueOf(unit));
        sum = sum.plusNanos(nanos.min(BigDecimal.valueOf(2 * MAX.toNanos())).longValue());
      } catch (NumberFormatException e) {
        return Optional.empty();
      }
      at = next;
    }
    return sum.toMillis() < 1 || sum.compareTo(MAX) > 0 ? Optional.empty() : Optional.of(sum);
  }

  private static boolean isOfNumber(char c) {
    return (c >= '0' && c <= '9') || c == '.';
  }

  /** Returns 0 for what is no unit. Source: Go's package time, ParseDuration. */
  private static long nanoseconds(String unit) {
    return switch (unit) {
      case "ns" -> 1;
      case "us", "µs" -> 1_000;
      case "ms" -> 1_000_000;
      case "s" -> 1_000_000_000L;
      case "m" -> 60 * 1_000_000_000L;
      case "h" -> 3600 * 1_000_000_000L;
      default -> 0;
    };
  }
}
