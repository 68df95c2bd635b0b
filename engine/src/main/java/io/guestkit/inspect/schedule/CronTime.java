package io.guestkit.inspect.schedule;

import java.util.Locale;
import java.util.Set;

/** The five fields that say when, or the one word that stands for them. Source: crontab(5). */
final class CronTime {
  private static final Set<String> NICKNAMES =
      Set.of(
          "@reboot",
          "@yearly",
          "@annually",
          "@monthly",
          "@weekly",
          "@daily",
          "@midnight",
          "@hourly");

  private static final int[] LOWEST = {0, 0, 1, 1, 0};
  private static final int[] HIGHEST = {59, 23, 31, 12, 7};
  private static final String NO_NAMES = "";
  private static final String[] NAMES = {
    NO_NAMES, NO_NAMES, NO_NAMES, "janfebmaraprmayjunjulaugsepoctnovdec", "sunmontuewedthufrisat"
  };

  private CronTime() {}

  /** Returns whether a word stands for five fields; cronie and busybox take it in any case. */
  static boolean isNickname(String word) {
    return NICKNAMES.contains(word.toLowerCase(Locale.ROOT));
  }

  /**
   * Returns whether a field says something: numbers, names, ranges, steps, lists.
   *
   * @param index 0 minute, 1 hour, 2 day of the month, 3 month, 4 day of the week
   */
  static boolean isField(String field, int index) {
    int start = 0;
    for (int i = 0; i <= field.length(); i++) {
      if (i == field.length() || field.charAt(i) == ',') {
        if (!isRange(field.substring(start, i), index)) {
          return false;
        }
        start = i + 1;
      }
    }
    return true;
  }

  /**
   * A star, a value, two values; a step may follow; cronie takes any value between with a tilde.
   */
  private static boolean isRange(String range, int index) {
    int slash = range.indexOf('/');
    if (slash >= 0 && number(range, slash + 1, range.length()) <= 0) {
      return false;
    }
    String values = slash < 0 ? range : range.substring(0, slash);
    if (values.equals("*") || values.equals("~")) {
      return true;
    }
    int hyphen = Math.max(values.indexOf('-'), values.indexOf('~'));
    if (hyphen < 0) {
      return isValue(values, index);
    }
    boolean random = values.charAt(hyphen) == '~';
    String from = values.substring(0, hyphen);
    String to = values.substring(hyphen + 1);
    return ((random && from.isEmpty()) || isValue(from, index))
        && ((random && to.isEmpty()) || isValue(to, index));
  }

  private static boolean isValue(String value, int index) {
    int number = number(value, 0, value.length());
    if (number >= 0) {
      return number >= LOWEST[index] && number <= HIGHEST[index];
    }
    int name = NAMES[index].indexOf(value.toLowerCase(Locale.ROOT));
    return value.length() == 3 && name >= 0 && name % 3 == 0;
  }

  /** Returns a number of at most four digits, or -1. */
  private static int number(String text, int from, int to) {
    int value = 0;
    for (int i = from; i < to; i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9 || to - from > 4) {
        return -1;
      }
      value = value * 10 + digit;
    }
    return to > from ? value : -1;
  }
}
