package io.guestkit.inspect.boot.bls;

/** Orders of versions, as boot loaders compare the names and versions of their entries. */
final class VersionOrder {
  private VersionOrder() {}

  /**
   * Compares as rpm does, and GRUB with it: runs of digits as numbers, runs of letters as text, a
   * number before letters, what separates them left out, {@code ~} before the end, {@code ^} after.
   */
  static int rpm(String a, String b) {
    int i = 0;
    int j = 0;
    while (i < a.length() || j < b.length()) {
      i = skipSeparators(a, i, "~^");
      j = skipSeparators(b, j, "~^");
      int tilde = mark(a, i, '~') - mark(b, j, '~');
      if (tilde != 0) {
        return -tilde;
      }
      if (mark(a, i, '^') + mark(b, j, '^') == 1) {
        boolean caretOfA = mark(a, i, '^') == 1;
        boolean otherEnds = caretOfA ? j == b.length() : i == a.length();
        return caretOfA == otherEnds ? 1 : -1;
      }
      if (i < a.length() && "~^".indexOf(a.charAt(i)) >= 0) {
        i++;
        j++;
        continue;
      }
      if (i == a.length() || j == b.length()) {
        break;
      }
      int endA = runEnd(a, i);
      int endB = runEnd(b, j);
      if (isDigit(a, i) != isDigit(b, j)) {
        return isDigit(a, i) ? 1 : -1;
      }
      int order = run(a.substring(i, endA), b.substring(j, endB));
      if (order != 0) {
        return order;
      }
      i = endA;
      j = endB;
    }
    return Integer.compare(a.length() - i, b.length() - j);
  }

  private static int mark(String text, int at, char mark) {
    return at < text.length() && text.charAt(at) == mark ? 1 : 0;
  }

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

  private static int runEnd(String text, int from) {
    return isDigit(text, from) ? digitsEnd(text, from) : lettersEnd(text, from);
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
