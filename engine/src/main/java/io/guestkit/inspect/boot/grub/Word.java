package io.guestkit.inspect.boot.grub;

import java.util.List;

/**
 * A word of a script before its variables are put in.
 *
 * @param parts its pieces, which stand together without a blank
 */
record Word(List<Part> parts) {
  /** What a piece is. */
  enum Kind {
    TEXT,
    QUOTED_TEXT,
    VARIABLE,
    QUOTED_VARIABLE
  }

  /**
   * A piece.
   *
   * @param text as it is to be taken, or the name of a variable
   */
  record Part(Kind kind, String text) {}

  /** Returns whether the word is this keyword, no part of it quoted. */
  boolean is(String keyword) {
    return parts.size() == 1
        && parts.getFirst().kind() == Kind.TEXT
        && parts.getFirst().text().equals(keyword);
  }

  /** Returns whether the word begins with an assignment: a name and an equals sign. */
  boolean isAssignment() {
    return !parts.isEmpty()
        && parts.getFirst().kind() == Kind.TEXT
        && parts.getFirst().text().indexOf('=') > 0;
  }
}
