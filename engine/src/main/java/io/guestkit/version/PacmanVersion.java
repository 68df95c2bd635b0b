package io.guestkit.version;

/**
 * A version of pacman, {@code [epoch:]version[-release]}: the epochs count as numbers, none is 0;
 * then the versions; then the releases, where both have one. Legal is what makepkg lets a version
 * be made of: no blanks, colons, slashes or hyphens. Sources: vercmp(8) and PKGBUILD(5) of pacman
 * 6.0.
 */
record PacmanVersion(EpochVersionRelease parts) implements Comparable<PacmanVersion> {
  /** Printable ASCII without letters, digits, colon, slash and hyphen. */
  private static final String MARKS = "!\"#$%&'()*+,.;<=>?@[\\]^_`{|}~";

  static PacmanVersion parse(String text) {
    return new PacmanVersion(EpochVersionRelease.split(text, "pacman", MARKS, MARKS));
  }

  @Override
  public int compareTo(PacmanVersion other) {
    int order = Ascii.compareNumbers(parts.epoch(), other.parts.epoch());
    order = order != 0 ? order : compare(parts.version(), other.parts.version());
    String release = parts.release();
    String otherRelease = other.parts.release();
    if (order != 0 || release == null || otherRelease == null) {
      return order;
    }
    return compare(release, otherRelease);
  }

  /**
   * Compares segments: digits as numbers, letters as text, a number before letters, and before them
   * the number of characters that separate them from the last; not which ones.
   */
  private static int compare(String a, String b) {
    int i = 0;
    int j = 0;
    while (i < a.length() && j < b.length()) {
      int startA = skipSeparators(a, i);
      int startB = skipSeparators(b, j);
      if (startA == a.length() || startB == b.length()) {
        return rest(a, startA, b, startB);
      }
      if (startA - i != startB - j) {
        return Integer.compare(startA - i, startB - j);
      }
      boolean isNumber = Ascii.isDigit(a.charAt(startA));
      if (isNumber != Ascii.isDigit(b.charAt(startB))) {
        return isNumber ? 1 : -1;
      }
      i = Ascii.runEnd(a, startA);
      j = Ascii.runEnd(b, startB);
      String segmentA = a.substring(startA, i);
      String segmentB = b.substring(startB, j);
      int order =
          isNumber ? Ascii.compareNumbers(segmentA, segmentB) : segmentA.compareTo(segmentB);
      if (order != 0) {
        return order;
      }
    }
    return rest(a, i, b, j);
  }

  /** What is left of one is newer, but letters are older: 1.0rc is older than 1.0. */
  private static int rest(String a, int i, String b, int j) {
    if (i == a.length() && j == b.length()) {
      return 0;
    }
    if (i == a.length()) {
      return Ascii.isLetter(b.charAt(j)) ? 1 : -1;
    }
    return Ascii.isLetter(a.charAt(i)) ? -1 : 1;
  }

  private static int skipSeparators(String text, int from) {
    int at = from;
    while (at < text.length() && !Ascii.isAlphanumeric(text.charAt(at))) {
      at++;
    }
    return at;
  }
}
