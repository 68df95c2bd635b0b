package io.guestkit.export;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/**
 * Instants as RFC 3339 in UTC. Written by hand: the formatter of the JDK costs several milliseconds
 * when it is first used.
 */
final class Instants {
  /** The last second of year 9999: RFC 3339 has four digits for the year. */
  private static final Instant LAST = Instant.ofEpochSecond(253_402_300_799L);

  /** The first second of year 0. */
  private static final Instant FIRST = Instant.ofEpochSecond(-62_167_219_200L);

  private Instants() {}

  /** Returns the instant; one that RFC 3339 cannot write becomes the nearest that it can. */
  static String format(Instant instant) {
    Instant within = instant.isAfter(LAST) ? LAST : instant.isBefore(FIRST) ? FIRST : instant;
    long seconds = within.getEpochSecond();
    int nanos = within.getNano();
    LocalDateTime time = LocalDateTime.ofEpochSecond(seconds, nanos, ZoneOffset.UTC);
    StringBuilder text = new StringBuilder(30);
    digits(text, time.getYear(), 4);
    digits(text.append('-'), time.getMonthValue(), 2);
    digits(text.append('-'), time.getDayOfMonth(), 2);
    digits(text.append('T'), time.getHour(), 2);
    digits(text.append(':'), time.getMinute(), 2);
    digits(text.append(':'), time.getSecond(), 2);
    if (nanos != 0) {
      digits(text.append('.'), nanos, 9);
      while (text.charAt(text.length() - 1) == '0') {
        text.setLength(text.length() - 1);
      }
    }
    return text.append('Z').toString();
  }

  private static void digits(StringBuilder text, int value, int count) {
    String digits = Integer.toString(value);
    text.repeat('0', count - digits.length()).append(digits);
  }
}
