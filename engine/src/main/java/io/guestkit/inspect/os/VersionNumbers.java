package io.guestkit.inspect.os;

import org.jspecify.annotations.Nullable;

/**
 * The first two numbers of a version. 22.04 is 22 and 4; what is not written is null.
 *
 * @param major first number
 * @param minor second number
 */
public record VersionNumbers(@Nullable Integer major, @Nullable Integer minor) {
  static final VersionNumbers NONE = new VersionNumbers(null, null);

  /** 9 digits: more is no version, and fits no int. */
  private static final int MAX_DIGITS = 9;

  /** What Red Hat's and NeoKylin's minor numbers used to be called. */
  private static final String UPDATE = "Update";

  /** Returns the numbers at the start of a text, a V before them left aside, or none. */
  static VersionNumbers at(String text) {
    int start = text.startsWith("V") || text.startsWith("v") ? 1 : 0;
    Integer major = number(text, start);
    if (major == null) {
      return NONE;
    }
    int end = digits(text, start);
    Integer minor = null;
    if (text.startsWith(".", end)) {
      minor = number(text, end + 1);
    } else if (text.startsWith(UPDATE, end)) {
      minor = number(text, end + UPDATE.length());
    }
    return new VersionNumbers(major, minor);
  }

  /** Returns the numbers after the word release, or else the first ones in a text, or none. */
  static VersionNumbers in(String text) {
    int release = text.indexOf(" release ");
    for (int i = release < 0 ? 0 : release; i < text.length(); i++) {
      if (isDigit(text.charAt(i))) {
        return withUpdate(at(text.substring(i)), text.substring(i));
      }
    }
    return NONE;
  }

  /** Returns the version 4.9 of a text such as "4 (Nahant Update 9)". */
  private static VersionNumbers withUpdate(VersionNumbers version, String text) {
    int update = text.indexOf(" " + UPDATE + " ");
    return version.minor != null || version.major == null || update < 0
        ? version
        : new VersionNumbers(version.major, number(text, update + UPDATE.length() + 2));
  }

  /** Returns the number at a place, or null where there is none that fits. */
  private static @Nullable Integer number(String text, int start) {
    int end = digits(text, start);
    return end == start || end - start > MAX_DIGITS
        ? null
        : Integer.valueOf(text.substring(start, end));
  }

  private static int digits(String text, int from) {
    int end = from;
    while (end < text.length() && isDigit(text.charAt(end))) {
      end++;
    }
    return end;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  /** Returns the minor number of another version of the same release where this has none. */
  VersionNumbers refinedBy(VersionNumbers other) {
    return minor == null && major != null && major.equals(other.major) ? other : this;
  }
}
