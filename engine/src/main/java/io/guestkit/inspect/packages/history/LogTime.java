package io.guestkit.inspect.packages.history;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * A time in a log: {@code 2024-05-06 07:08:09}, with one blank or more or a T between date and
 * time, perhaps without seconds, perhaps followed by {@code +0200} or Z.
 */
public final class LogTime {
  private static final int DATE_LENGTH = 10;

  private final String text;
  private int at;

  private LogTime(String text, int at) {
    this.text = text;
    this.at = at;
  }

  /** The zone of the times that do not say theirs. */
  @FunctionalInterface
  public interface Zone {
    /** Returns the zone; asked only where it is needed, since its rules must be loaded. */
    ZoneId get();
  }

  /** Returns the time from a place on, or null where none is written there. */
  public static @Nullable Instant parse(String line, int from, Zone zone) {
    return new LogTime(line, from).parse(zone);
  }

  private @Nullable Instant parse(Zone zone) {
    if (text.length() < at + DATE_LENGTH) {
      return null;
    }
    int year = number(4);
    int month = skip('-') ? number(2) : -1;
    int day = skip('-') ? number(2) : -1;
    if (!skip('T')) {
      while (skip(' ')) {}
    }
    int hour = number(2);
    int minute = skip(':') ? number(2) : -1;
    int second = skip(':') ? number(2) : 0;
    if (year < 0 || month < 0 || day < 0 || hour < 0 || minute < 0 || second < 0) {
      return null;
    }
    try {
      LocalDateTime time = LocalDateTime.of(year, month, day, hour, minute, second);
      ZoneOffset offset = offset();
      return offset == null ? time.atZone(zone.get()).toInstant() : time.toInstant(offset);
    } catch (DateTimeException e) {
      return null; // a 30th of February: no time at all
    }
  }

  /** Returns the offset that is written here, or null. */
  private @Nullable ZoneOffset offset() {
    if (skip('Z')) {
      return ZoneOffset.UTC;
    }
    boolean west = skip('-');
    if (!west && !skip('+')) {
      return null;
    }
    int hours = number(2);
    skip(':');
    int minutes = number(2);
    int sign = west ? -1 : 1;
    return hours < 0 || minutes < 0
        ? null
        : ZoneOffset.ofHoursMinutes(sign * hours, sign * minutes);
  }

  private boolean skip(char c) {
    boolean here = at < text.length() && text.charAt(at) == c;
    at += here ? 1 : 0;
    return here;
  }

  /** Returns the number that the next digits are, or -1 where they are none. */
  private int number(int digits) {
    if (text.length() - at < digits) {
      return -1;
    }
    int value = 0;
    for (int i = 0; i < digits; i++) {
      int digit = text.charAt(at + i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      value = value * 10 + digit;
    }
    at += digits;
    return value;
  }
}
