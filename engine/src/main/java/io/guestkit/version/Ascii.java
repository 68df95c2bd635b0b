package io.guestkit.version;

/** Letters and digits of ASCII, as C has them in its own locale, and runs of them. */
final class Ascii {
  private Ascii() {}

  static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  static boolean isLower(char c) {
    return c >= 'a' && c <= 'z';
  }

  static boolean isLetter(char c) {
    return isLower(c) || (c >= 'A' && c <= 'Z');
  }

  static boolean isAlphanumeric(char c) {
    return isDigit(c) || isLetter(c);
  }

  static boolean isHex(char c) {
    return isDigit(c) || (c >= 'a' && c <= 'f');
  }

  /** Returns where digits end that begin at an index; the index itself where there are none. */
  static int digitsEnd(String text, int from) {
    int at = from;
    while (at < text.length() && isDigit(text.charAt(at))) {
      at++;
    }
    return at;
  }

  /** Returns where letters end that begin at an index. */
  static int lettersEnd(String text, int from) {
    int at = from;
    while (at < text.length() && isLetter(text.charAt(at))) {
      at++;
    }
    return at;
  }

  /** Returns where the run of digits, or of letters, ends that begins at an index. */
  static int runEnd(String text, int from) {
    return isDigit(text.charAt(from)) ? digitsEnd(text, from) : lettersEnd(text, from);
  }

  /** Returns whether a text is made of digits, one at least. */
  static boolean isNumber(String text) {
    return !text.isEmpty() && digitsEnd(text, 0) == text.length();
  }

  /** Compares two numbers of any length; zeros before them do not count, and no digits are 0. */
  static int compareNumbers(String a, String b) {
    int startA = zerosEnd(a);
    int startB = zerosEnd(b);
    int order = Integer.compare(a.length() - startA, b.length() - startB);
    return order != 0 ? order : a.substring(startA).compareTo(b.substring(startB));
  }

  private static int zerosEnd(String digits) {
    int at = 0;
    while (at < digits.length() && digits.charAt(at) == '0') {
      at++;
    }
    return at;
  }
}
