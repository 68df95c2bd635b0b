package io.guestkit.inspect.packages;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Numbers that databases of packages write in decimal digits. */
final class DecimalText {
  /** 15: a petabyte, and 1024 times it still is a long. */
  private static final int MAX_DIGITS = 15;

  /** 11: the year 5138 in seconds; more is no time of an installation. */
  private static final int MAX_SECONDS_DIGITS = 11;

  private DecimalText() {}

  /** Returns the number, or null where the text is none. */
  static @Nullable Long parse(@Nullable String text) {
    if (text == null || text.isEmpty() || text.length() > MAX_DIGITS) {
      return null;
    }
    long value = 0;
    for (int i = 0; i < text.length(); i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return null;
      }
      value = value * 10 + digit;
    }
    return value;
  }

  /** Returns the time that seconds since 1970 say, or null where the text is no such number. */
  static @Nullable Instant time(@Nullable String seconds) {
    Long value = seconds == null || seconds.length() > MAX_SECONDS_DIGITS ? null : parse(seconds);
    return value == null ? null : Instant.ofEpochSecond(value);
  }
}
