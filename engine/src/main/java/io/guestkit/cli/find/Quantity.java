package io.guestkit.cli.find;

/**
 * A number that another one equals, exceeds or stays below: {@code N}, {@code +N}, {@code -N}.
 *
 * @param sign 1, -1 or 0 for equal
 * @param number what is compared with
 * @param unit what one of it stands for; what is compared is rounded up to whole units
 */
public record Quantity(int sign, long number, long unit) {
  /** 15 digits: sizes below 2^49 of the largest unit fit into a long with it. */
  private static final int MAX_DIGITS = 15;

  /** Units of {@code -size}; a block is the default. */
  private static final String UNITS = "cwbkMG";

  private static final long BLOCK = 512;

  private static final long[] UNIT_BYTES = {1, 2, BLOCK, 1 << 10, 1 << 20, 1 << 30};

  /** Returns the number that a text stands for. */
  public static Quantity parse(String name, String text) {
    return parse(name, text, text.length(), 1);
  }

  /** Returns the size that a text stands for, such as {@code +10M}. */
  public static Quantity parseSize(String name, String text) {
    int unit = text.isEmpty() ? -1 : UNITS.indexOf(text.charAt(text.length() - 1));
    return unit < 0
        ? parse(name, text, text.length(), BLOCK)
        : parse(name, text, text.length() - 1, UNIT_BYTES[unit]);
  }

  private static Quantity parse(String name, String text, int end, long unit) {
    int start = text.startsWith("+") || text.startsWith("-") ? 1 : 0;
    int sign = start == 0 ? 0 : text.charAt(0) == '+' ? 1 : -1;
    return new Quantity(sign, digits(name, text, start, end), unit);
  }

  /** Returns a number from 0 that has no sign. */
  public static long parseCount(String name, String text) {
    return digits(name, text, 0, text.length());
  }

  private static long digits(String name, String text, int start, int end) {
    if (start >= end || end - start > MAX_DIGITS) {
      throw wrong(name, text);
    }
    for (int i = start; i < end; i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        throw wrong(name, text);
      }
    }
    return Long.parseLong(text.substring(start, end));
  }

  private static IllegalArgumentException wrong(String name, String text) {
    return new IllegalArgumentException(name + ": '" + text + "' is not a number that it takes");
  }

  /** Returns whether a value is such a number. */
  public boolean matches(long value) {
    long units = value / unit + (value % unit > 0 ? 1 : 0);
    return Long.signum(Long.compare(units, number)) == sign;
  }
}
