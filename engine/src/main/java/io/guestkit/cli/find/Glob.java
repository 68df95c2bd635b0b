package io.guestkit.cli.find;

import io.guestkit.export.DisplayText;
import java.util.ArrayList;
import java.util.List;

/**
 * A pattern of a shell, as fnmatch(3) has it without flags: {@code *} and {@code ?} stand for a
 * slash and a leading dot too, a backslash makes the next character stand for itself. A byte that
 * is not UTF-8 is written {@code \xNN}, as listings show it.
 */
public final class Glob {
  private static final GlobPart STAR = point -> true;

  /** An escape of {@link DisplayText}: a backslash, an x, two digits. */
  private static final int ESCAPE_LENGTH = 4;

  /** Whether the case of letters matters. */
  public enum Case {
    KEPT,
    IGNORED
  }

  private final String pattern;
  private final Case letters;
  private final List<GlobPart> parts = new ArrayList<>();
  private int at;

  private Glob(String pattern, Case letters) {
    this.pattern = pattern;
    this.letters = letters;
    while (at < pattern.length()) {
      part();
    }
  }

  /** Returns a pattern; each is one. */
  public static Glob of(String pattern, Case letters) {
    return new Glob(pattern, letters);
  }

  private void part() {
    int point = pattern.codePointAt(at);
    if (point == '\\') {
      escaped();
      return;
    }
    if (point == '[') {
      GlobSet set = new GlobSet(pattern, at, this::folded);
      if (set.end() > 0) {
        at = set.end();
        parts.add(set);
        return;
      }
    }
    at += Character.charCount(point);
    if (point == '*') {
      if (parts.isEmpty() || !isStar(parts.getLast())) {
        parts.add(STAR);
      }
    } else {
      parts.add(point == '?' ? any -> true : literal(point));
    }
  }

  private void escaped() {
    int end = at;
    while (end + ESCAPE_LENGTH <= pattern.length() && isByte(end)) {
      end += ESCAPE_LENGTH;
    }
    if (end == at) {
      at++;
      int point = at < pattern.length() ? pattern.codePointAt(at) : '\\';
      at += at < pattern.length() ? Character.charCount(point) : 0;
      parts.add(literal(point));
      return;
    }
    DisplayText.parse(pattern.substring(at, end)).codePoints().forEach(p -> parts.add(literal(p)));
    at = end;
  }

  private boolean isByte(int from) {
    String escape = pattern.substring(from, from + ESCAPE_LENGTH);
    return escape.charAt(0) == '\\' && !DisplayText.parse(escape).equals(escape);
  }

  private GlobPart literal(int literal) {
    return folded(point -> point == literal);
  }

  private GlobPart folded(GlobPart part) {
    return letters == Case.KEPT
        ? part
        : point ->
            part.matches(point)
                || part.matches(Character.toLowerCase(point))
                || part.matches(Character.toUpperCase(point));
  }

  @SuppressWarnings("ReferenceEquality") // there is one star
  private static boolean isStar(GlobPart part) {
    return part == STAR;
  }

  /** Returns whether the pattern stands for the whole of a text. */
  public boolean matches(String text) {
    int[] points = text.codePoints().toArray();
    int from = 0;
    int part = 0;
    int star = -1;
    int starFrom = 0;
    while (from < points.length) {
      if (part < parts.size() && isStar(parts.get(part))) {
        star = part++;
        starFrom = from;
      } else if (part < parts.size() && parts.get(part).matches(points[from])) {
        part++;
        from++;
      } else if (star >= 0) {
        part = star + 1; // the last star takes one character more
        from = ++starFrom;
      } else {
        return false;
      }
    }
    while (part < parts.size() && isStar(parts.get(part))) {
      part++;
    }
    return part == parts.size();
  }
}
