package io.guestkit.version;

/**
 * The order that rpm gives texts, segment by segment, which GRUB has too: a run of digits is a
 * number, a run of letters a text, a number is newer than letters, more segments are newer than
 * fewer, and what separates segments does not count. A tilde is older than anything, the end too; a
 * caret is newer than the end and older than anything else. Source: rpm-version(7).
 */
public final class RpmSegments {
  private static final char END = 0;

  private RpmSegments() {}

  /** Returns a number below, equal to or above zero: the first is older, as old or newer. */
  public static int compare(String a, String b) {
    int i = 0;
    int j = 0;
    while (true) {
      i = skipSeparators(a, i);
      j = skipSeparators(b, j);
      char startA = at(a, i);
      char startB = at(b, j);
      int order = marks(startA, startB);
      if (order != 0) {
        return order;
      }
      if (startA == END || startB == END) {
        return Character.compare(startA, startB);
      }
      if (isMark(startA)) {
        i++;
        j++;
        continue;
      }
      boolean isNumber = Ascii.isDigit(startA);
      if (isNumber != Ascii.isDigit(startB)) {
        return isNumber ? 1 : -1;
      }
      String segmentA = a.substring(i, Ascii.runEnd(a, i));
      String segmentB = b.substring(j, Ascii.runEnd(b, j));
      order = isNumber ? Ascii.compareNumbers(segmentA, segmentB) : segmentA.compareTo(segmentB);
      if (order != 0) {
        return order;
      }
      i += segmentA.length();
      j += segmentB.length();
    }
  }

  /** Returns what a tilde or a caret on one side decides; 0 where there is none, or two. */
  private static int marks(char a, char b) {
    if (a == b) {
      return 0;
    }
    if (a == '~' || b == '~') {
      return a == '~' ? -1 : 1;
    }
    if (a == '^') {
      return b == END ? 1 : -1;
    }
    if (b == '^') {
      return a == END ? -1 : 1;
    }
    return 0;
  }

  private static boolean isMark(char c) {
    return c == '~' || c == '^';
  }

  private static int skipSeparators(String text, int from) {
    int at = from;
    while (at < text.length()
        && !Ascii.isAlphanumeric(text.charAt(at))
        && !isMark(text.charAt(at))) {
      at++;
    }
    return at;
  }

  private static char at(String text, int index) {
    return index < text.length() ? text.charAt(index) : END;
  }
}
