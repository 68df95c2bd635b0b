package io.guestkit.inspect.ssh;

/** A pattern with {@code *}, {@code ?} and {@code [...]}. Source: glob(7). */
final class GlobPattern {
  private GlobPattern() {}

  /** Returns whether a pattern fits a text; in time of their lengths' product. */
  static boolean fits(String pattern, String text) {
    int p = 0;
    int t = 0;
    int star = -1;
    int retry = 0;
    while (t < text.length()) {
      int next = p < pattern.length() ? one(pattern, p, text.charAt(t)) : -1;
      if (p < pattern.length() && pattern.charAt(p) == '*') {
        star = p++;
        retry = t;
      } else if (next > 0) {
        p = next;
        t++;
      } else if (star >= 0) {
        p = star + 1;
        retry++;
        t = retry;
      } else {
        return false;
      }
    }
    while (p < pattern.length() && pattern.charAt(p) == '*') {
      p++;
    }
    return p == pattern.length();
  }

  /** Returns where a pattern goes on after it fitted one character, or -1. */
  private static int one(String pattern, int at, char c) {
    char p = pattern.charAt(at);
    if (p == '?') {
      return at + 1;
    }
    int close = p == '[' ? pattern.indexOf(']', at + 2) : -1;
    if (close > 0) {
      return set(pattern, at + 1, close, c) ? close + 1 : -1;
    }
    int literal = p == '\\' && at + 1 < pattern.length() ? at + 1 : at;
    return pattern.charAt(literal) == c ? literal + 1 : -1;
  }

  private static boolean set(String pattern, int from, int to, char c) {
    boolean isNegated = pattern.charAt(from) == '!' || pattern.charAt(from) == '^';
    boolean isIn = false;
    for (int i = isNegated ? from + 1 : from; i < to; i++) {
      char low = pattern.charAt(i);
      boolean isRange = i + 2 < to && pattern.charAt(i + 1) == '-';
      char high = isRange ? pattern.charAt(i + 2) : low;
      isIn |= c >= low && c <= high;
      i += isRange ? 2 : 0;
    }
    return isIn != isNegated;
  }
}
