package io.guestkit.cli;

import io.guestkit.Limits;
import java.time.Duration;
import java.util.List;

/** The options that bound what an inspection may cost. */
final class LimitOptions {
  private static final Option TIMEOUT =
      Option.number(
          "--timeout",
          "SECONDS",
          "After which a report holds what was found until then; 120 by default.");

  private static final Option MAX_MEMORY =
      Option.value(
          "--max-memory",
          "SIZE",
          "How much memory an image may ask for, in bytes or with K, M or G, until its report holds"
              + " what was found by then; 256M by default, or half of the heap where that is less.");

  private static final Option MAX_ENTRIES =
      Option.value(
          "--max-entries",
          "N",
          "How many files, table entries and records of an image are walked until its report holds"
              + " what was found by then; 20000000 by default.");

  static final List<Option> ALL = List.of(TIMEOUT, MAX_MEMORY, MAX_ENTRIES);

  /** 12 digits: with a unit of 2^30 they stay within a long. */
  private static final int MAX_DIGITS = 12;

  private LimitOptions() {}

  static Limits limits(Arguments arguments) throws UsageException {
    Limits defaults = Limits.DEFAULT;
    int seconds = arguments.number(TIMEOUT, (int) defaults.timeout().toSeconds());
    long memory = defaults.memoryBytes();
    if (arguments.has(MAX_MEMORY)) {
      memory = size(arguments.value(MAX_MEMORY).orElse(""));
    }
    long entries = defaults.entries();
    if (arguments.has(MAX_ENTRIES)) {
      String text = arguments.value(MAX_ENTRIES).orElse("");
      entries = count(text, text.length());
      if (entries < 1) {
        throw new UsageException("--max-entries takes a number from 1, not '" + text + "'");
      }
    }
    return new Limits(Duration.ofSeconds(seconds), memory, entries);
  }

  private static long size(String text) throws UsageException {
    int power = text.isEmpty() ? -1 : "KMG".indexOf(text.charAt(text.length() - 1)) + 1;
    long count = power < 0 ? 0 : count(text, power == 0 ? text.length() : text.length() - 1);
    if (count < 1) {
      throw new UsageException(
          "--max-memory takes a size from 1, in bytes or with K, M or G, not '" + text + "'");
    }
    return count << (10 * power);
  }

  /** Returns the number that a text starts with, or 0 where that is none. */
  private static long count(String text, int end) {
    if (end > MAX_DIGITS) {
      return 0;
    }
    long number = 0;
    for (int i = 0; i < end; i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9') {
        return 0;
      }
      number = 10 * number + c - '0';
    }
    return number;
  }
}
