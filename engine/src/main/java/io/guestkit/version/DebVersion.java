package io.guestkit.version;

/**
 * A version of Debian's packages, {@code [epoch:]upstream-version[-debian-revision]}: the epochs
 * count as numbers, none is 0; then the upstream versions, then the revisions, none being the same
 * as 0. Legal is what {@code dpkg --validate-version} lets pass, but for blanks around it. Sources:
 * deb-version(7) of dpkg 1.21; Debian Policy 4.7, 5.6.12.
 */
record DebVersion(EpochVersionRelease parts) implements Comparable<DebVersion> {
  private static final String REVISION_MARKS = "+.~";

  /**
   * A hyphen only where a revision follows, a colon only where an epoch precedes: see the split.
   */
  private static final String UPSTREAM_MARKS = REVISION_MARKS + "-:";

  /** 2^31 - 1: dpkg keeps the epoch in an int. */
  private static final String MAX_EPOCH = "2147483647";

  static DebVersion parse(String text) {
    EpochVersionRelease parts =
        EpochVersionRelease.split(text, "deb", UPSTREAM_MARKS, REVISION_MARKS);
    if (!Ascii.isDigit(parts.version().charAt(0))) {
      throw NotAVersion.because(text, "deb", "the version does not start with a digit");
    }
    return new DebVersion(parts.withEpochUpTo(MAX_EPOCH, text, "deb"));
  }

  @Override
  public int compareTo(DebVersion other) {
    int order = Ascii.compareNumbers(parts.epoch(), other.parts.epoch());
    order = order != 0 ? order : compare(parts.version(), other.parts.version());
    return order != 0 ? order : compare(revision(), other.revision());
  }

  private String revision() {
    String revision = parts.release();
    return revision == null ? "" : revision;
  }

  /** Compares what is no digit character by character, then digits as a number, and so on. */
  private static int compare(String a, String b) {
    int i = 0;
    int j = 0;
    while (i < a.length() || j < b.length()) {
      while (rank(a, i) != 0 || rank(b, j) != 0) {
        int order = Integer.compare(rank(a, i), rank(b, j));
        if (order != 0) {
          return order;
        }
        i++;
        j++;
      }
      int endA = Ascii.digitsEnd(a, i);
      int endB = Ascii.digitsEnd(b, j);
      int order = Ascii.compareNumbers(a.substring(i, endA), b.substring(j, endB));
      if (order != 0) {
        return order;
      }
      i = endA;
      j = endB;
    }
    return 0;
  }

  /** Returns the place of a character: a tilde, the end and any digit, letters, all others. */
  private static int rank(String text, int index) {
    if (index >= text.length() || Ascii.isDigit(text.charAt(index))) {
      return 0;
    }
    char c = text.charAt(index);
    if (c == '~') {
      return -1;
    }
    return Ascii.isLetter(c) ? c : c + 256; // above every letter
  }
}
