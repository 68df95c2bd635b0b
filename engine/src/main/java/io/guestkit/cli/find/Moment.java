package io.guestkit.cli.find;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** Instants on the command line. */
public final class Moment {
  /** What a date without a time has. */
  private static final int DATE_LENGTH = 10;

  private Moment() {}

  /** Returns the instant of RFC 3339, or of a date, which begins at midnight in UTC. */
  public static Instant parse(String name, String text) {
    try {
      return text.length() <= DATE_LENGTH
          ? LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC)
          : OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          name + ": '" + text + "' is not a time such as 2024-05-31 or 2024-05-31T12:00:00Z", e);
    }
  }
}
