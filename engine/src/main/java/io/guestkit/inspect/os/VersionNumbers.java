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

  /** Returns the numbers at the start of a text, or none. */
  static VersionNumbers at(String text) {
    int end = digits(text, 0);
    if (end == 0 || end > MAX_DIGITS) {
      return NONE;
    }
    Integer major = Integer.valueOf(text.substring(0, end));
    int start = end + 1;
    if (end == text.length() || text.charAt(end) != '.') {
      return new VersionNumbers(major, null);
    }
    int length = digits(text, start) - start;
    return length == 0 || length > MAX_DIGITS
        ? new VersionNumbers(major, null)
        : new VersionNumbers(major, Integer.valueOf(text.substring(start, start + length)));
  }

  /** Returns the numbers after the word release, or else the first ones in a text, or none. */
  static VersionNumbers in(String text) {
    int release = text.indexOf(" release ");
    for (int i = release < 0 ? 0 : release; i < text.length(); i++) {
      if (isDigit(text.charAt(i))) {
        return at(text.substring(i));
      }
    }
    return NONE;
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
