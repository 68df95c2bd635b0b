package io.guestkit.inspect;

/**
 * Patterns of a shell: {@code *}, {@code ?} and {@code [set]}, a backslash being itself. Source:
 * glob(7), fnmatch(3) with FNM_NOESCAPE.
 */
public final class Glob {
  /** 4096: longer than a file's name; bounds the product of both lengths. */
  private static final int MAX_LENGTH = 4096;

  private Glob() {}

  /** Returns whether a pattern is more than a name. */
  public static boolean isPattern(String pattern) {
    return pattern.indexOf('*') >= 0 || pattern.indexOf('?') >= 0 || pattern.indexOf('[') >= 0;
  }

  /** Returns whether a pattern fits a whole name; a star is tried again at most once a letter. */
  public static boolean matches(String pattern, String name) {
    if (pattern.length() > MAX_LENGTH || name.length() > MAX_LENGTH) {
      return false;
    }
    int p = 0;
    int n = 0;
    int star = -1;
    int starName = 0;
    while (n < name.length()) {
      int next = p < pattern.length() ? step(pattern, p, name.charAt(n)) : -1;
      if (p < pattern.length() && pattern.charAt(p) == '*') {
        star = p++;
        starName = n;
      } else if (next > 0) {
        p = next;
        n++;
      } else if (star >= 0) {
        p = star + 1;
        n = ++starName;
      } else {
        return false;
      }
    }
    while (p < pattern.length() && pattern.charAt(p) == '*') {
      p++;
    }
    return p == pattern.length();
  }

  /** Returns where the pattern goes on after it has matched a letter, or -1. */
  private static int step(String pattern, int at, char letter) {
    char c = pattern.charAt(at);
    if (c == '[') {
      int end = setEnd(pattern, at);
      if (end > 0) {
        return inSet(pattern, at + 1, end, letter) ? end + 1 : -1;
      }
    }
    return c == '?' || c == letter ? at + 1 : -1;
  }

  /** Returns where a set is closed, or -1: a bracket that comes first in it is a letter of it. */
  private static int setEnd(String pattern, int open) {
    int from = open + 1;
    if (from < pattern.length() && (pattern.charAt(from) == '!' || pattern.charAt(from) == '^')) {
      from++;
    }
    return pattern.indexOf(']', from + 1);
  }

  private static boolean inSet(String pattern, int from, int end, char letter) {
    boolean negated = pattern.charAt(from) == '!' || pattern.charAt(from) == '^';
    boolean found = false;
    int at = negated ? from + 1 : from;
    while (at < end) {
      char low = pattern.charAt(at);
      boolean range = at + 2 < end && pattern.charAt(at + 1) == '-';
      char high = range ? pattern.charAt(at + 2) : low;
      found |= letter >= low && letter <= high;
      at += range ? 3 : 1;
    }
    return found != negated;
  }
}
