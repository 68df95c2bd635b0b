package io.guestkit.cli.find;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Characters in brackets: {@code [a-z]}, {@code [!0-9]}, {@code [[:space:]_]}. */
final class GlobSet implements GlobPart {
  private final String pattern;
  private final UnaryOperator<GlobPart> folding;
  private final List<GlobPart> parts = new ArrayList<>();
  private final int end;
  private boolean negated;
  private int at;

  /**
   * Reads the set whose bracket is at an index of a pattern.
   *
   * @param folding makes characters stand for those of the other case too; classes do not
   */
  GlobSet(String pattern, int start, UnaryOperator<GlobPart> folding) {
    this.pattern = pattern;
    this.folding = folding;
    this.at = start + 1;
    this.end = read();
  }

  /** Returns the index after the closing bracket, or 0 where there is none. */
  int end() {
    return end;
  }

  private int read() {
    if (at < pattern.length() && (pattern.charAt(at) == '!' || pattern.charAt(at) == '^')) {
      negated = true;
      at++;
    }
    int first = at;
    while (at < pattern.length()) {
      if (pattern.charAt(at) == ']' && at > first) {
        return at + 1;
      }
      if (!pattern.startsWith("[:", at) || !readClass()) {
        readRange();
      }
    }
    return 0;
  }

  private boolean readClass() {
    int close = pattern.indexOf(":]", at + 2);
    if (close < 0) {
      return false;
    }
    GlobPart part =
        switch (pattern.substring(at + 2, close)) {
          case "alpha" -> Character::isLetter;
          case "digit" -> point -> point >= '0' && point <= '9';
          case "alnum" -> Character::isLetterOrDigit;
          case "upper" -> Character::isUpperCase;
          case "lower" -> Character::isLowerCase;
          case "space" -> Character::isWhitespace;
          case "blank" -> point -> point == ' ' || point == '\t';
          case "cntrl" -> Character::isISOControl;
          case "punct" -> point -> point > ' ' && point < 0x7f && !Character.isLetterOrDigit(point);
          case "xdigit" -> point -> Character.digit(point, 16) >= 0 && point < 0x7f;
          case "graph" -> point -> !Character.isISOControl(point) && !Character.isWhitespace(point);
          case "print" -> point -> !Character.isISOControl(point);
          default -> point -> false;
        };
    parts.add(part);
    at = close + 2;
    return true;
  }

  private void readRange() {
    int from = point();
    if (at + 1 < pattern.length() && pattern.charAt(at) == '-' && pattern.charAt(at + 1) != ']') {
      at++;
      int to = point();
      parts.add(folding.apply(point -> point >= from && point <= to));
    } else {
      parts.add(folding.apply(point -> point == from));
    }
  }

  private int point() {
    if (pattern.charAt(at) == '\\' && at + 1 < pattern.length()) {
      at++;
    }
    int point = pattern.codePointAt(at);
    at += Character.charCount(point);
    return point;
  }

  @Override
  public boolean matches(int point) {
    for (GlobPart part : parts) {
      if (part.matches(point)) {
        return !negated;
      }
    }
    return negated;
  }
}
