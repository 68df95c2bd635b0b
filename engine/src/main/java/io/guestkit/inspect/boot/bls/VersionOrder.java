package io.guestkit.inspect.boot.bls;

/** The order in which systemd-boot has the names and versions of its entries. */
final class VersionOrder {
  private VersionOrder() {}

  /**
   * Compares by the Version Format Specification, as systemd-boot does: {@code ~}, the end, {@code
   * -}, {@code ^}, {@code .}, then letters or numbers.
   */
  static int systemd(String a, String b) {
    int i = 0;
    int j = 0;
    while (i < a.length() || j < b.length()) {
      i = skipSeparators(a, i, "~-^.");
      j = skipSeparators(b, j, "~-^.");
      int order = rank(a, i) - rank(b, j);
      if (order != 0) {
        return order;
      }
      if (i < a.length() && rank(a, i) < LETTER) {
        i++;
        j++;
      } else if (i < a.length()) {
        boolean digits = isDigit(a, i) || isDigit(b, j);
        int endA = digits ? digitsEnd(a, i) : lettersEnd(a, i);
        int endB = digits ? digitsEnd(b, j) : lettersEnd(b, j);
        order = digits && (endA == i || endB == j) ? Integer.compare(endA - i, endB - j) : 0;
        order = order == 0 ? run(a.substring(i, endA), b.substring(j, endB)) : order;
        if (order != 0) {
          return order;
        }
        i = endA;
        j = endB;
      }
    }
    return 0;
  }

  private static final int LETTER = 5;

  private static int rank(String text, int at) {
    if (at == text.length()) {
      return 1;
    }
    return switch (text.charAt(at)) {
      case '~' -> 0;
      case '-' -> 2;
      case '^' -> 3;
      case '.' -> 4;
      default -> LETTER;
    };
  }

  private static int skipSeparators(String text, int from, String marks) {
    int at = from;
    while (at < text.length()
        && !isDigit(text, at)
        && !isLetter(text, at)
        && marks.indexOf(text.charAt(at)) < 0) {
      at++;
    }
    return at;
  }

  private static int digitsEnd(String text, int from) {
    int at = from;
    while (at < text.length() && isDigit(text, at)) {
      at++;
    }
    return at;
  }

  private static int lettersEnd(String text, int from) {
    int at = from;
    while (at < text.length() && isLetter(text, at)) {
      at++;
    }
    return at;
  }

  /** Compares two numbers of any length, or two texts. */
  private static int run(String a, String b) {
    if (a.isEmpty() || b.isEmpty() || !isDigit(a, 0)) {
      return a.compareTo(b);
    }
    String numberA = withoutZeros(a);
    String numberB = withoutZeros(b);
    int byLength = Integer.compare(numberA.length(), numberB.length());
    return byLength != 0 ? byLength : numberA.compareTo(numberB);
  }

  private static String withoutZeros(String digits) {
    int at = 0;
    while (at < digits.length() && digits.charAt(at) == '0') {
      at++;
    }
    return digits.substring(at);
  }

  private static boolean isDigit(String text, int at) {
    return text.charAt(at) >= '0' && text.charAt(at) <= '9';
  }

  private static boolean isLetter(String text, int at) {
    char c = text.charAt(at);
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }
}
