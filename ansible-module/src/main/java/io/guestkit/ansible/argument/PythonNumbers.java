package io.guestkit.ansible.argument;

import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * Numbers written as text, as Python 3.11's {@code int()} and {@code float()} read them: white
 * space around them, underscores between digits, and digits of every script.
 */
final class PythonNumbers {
  /** 4300: Python reads no longer ones, because the time grows with the square of the length. */
  private static final int MAX_DIGITS = 4300;

  private PythonNumbers() {}

  /** Returns the integer, a Long where it fits and a BigInteger otherwise; null for other text. */
  static @Nullable Object integer(String text) {
    @Nullable String plain = plain(text);
    if (plain == null) {
      return null;
    }
    int start = isSign(plain, 0) ? 1 : 0;
    int end = digits(plain, start);
    if (end == start || end != plain.length() || end - start > MAX_DIGITS) {
      return null;
    }
    BigInteger number = new BigInteger(plain);
    return number.bitLength() < Long.SIZE ? (Object) number.longValue() : number;
  }

  /** Returns the number; null for text that is none. */
  static @Nullable Double decimal(String text) {
    @Nullable String plain = plain(text);
    if (plain == null) {
      return null;
    }
    int start = isSign(plain, 0) ? 1 : 0;
    String word = plain.substring(start);
    if (word.equalsIgnoreCase("nan")) {
      return Double.NaN;
    } else if (word.equalsIgnoreCase("inf") || word.equalsIgnoreCase("infinity")) {
      return plain.charAt(0) == '-' ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    }
    int end = digits(plain, start);
    int count = end - start;
    if (end < plain.length() && plain.charAt(end) == '.') {
      int fraction = end + 1;
      end = digits(plain, fraction);
      count += end - fraction;
    }
    if (count == 0) {
      return null;
    }
    if (end < plain.length() && (plain.charAt(end) | 0x20) == 'e') {
      int exponent = isSign(plain, end + 1) ? end + 2 : end + 1;
      end = digits(plain, exponent);
      if (end == exponent) {
        return null;
      }
    }
    return end == plain.length() ? Double.valueOf(plain) : null;
  }

  /** Returns the text in ASCII digits, without spaces and underscores; null where one is astray. */
  private static @Nullable String plain(String text) {
    String stripped = PythonText.strip(text);
    StringBuilder plain = new StringBuilder(stripped.length());
    for (int i = 0; i < stripped.length(); ) {
      int point = stripped.codePointAt(i);
      i += Character.charCount(point);
      if (point == '_') {
        boolean between =
            !plain.isEmpty()
                && isDigit(plain, plain.length() - 1)
                && i < stripped.length()
                && Character.isDigit(stripped.codePointAt(i));
        if (!between) {
          return null;
        }
      } else if (Character.isDigit(point)) {
        plain.append((char) ('0' + Character.digit(point, 10)));
      } else {
        plain.appendCodePoint(point);
      }
    }
    return plain.toString();
  }

  private static int digits(String text, int start) {
    int end = start;
    while (end < text.length() && isDigit(text, end)) {
      end++;
    }
    return end;
  }

  private static boolean isDigit(CharSequence text, int index) {
    return text.charAt(index) >= '0' && text.charAt(index) <= '9';
  }

  private static boolean isSign(String text, int index) {
    return index < text.length() && (text.charAt(index) == '+' || text.charAt(index) == '-');
  }
}
