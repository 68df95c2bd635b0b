package io.guestkit.inspect.schedule;

import io.guestkit.inspect.TextLines;

/** Goes through the lines of a text, and through the words of a line. */
final class Lines {
  /** Takes a line. */
  @FunctionalInterface
  interface Taker {
    /** Takes a line without the blanks around it, and its number, 1 the first. */
    void take(String line, int number);
  }

  private Lines() {}

  /** Hands on the lines that are neither blank nor comments. */
  static void read(String text, Taker taker) {
    for (TextLines lines = new TextLines(text); lines.next(); ) {
      if (!lines.isBlankOrComment()) {
        taker.take(lines.line(), lines.number());
      }
    }
  }

  /** Returns where the word that starts at a place ends. */
  static int wordEnd(String line, int from) {
    int at = from;
    while (at < line.length() && line.charAt(at) > ' ') {
      at++;
    }
    return at;
  }

  /** Returns where the next word starts. */
  static int skipBlanks(String line, int from) {
    int at = from;
    while (at < line.length() && line.charAt(at) <= ' ') {
      at++;
    }
    return at;
  }

  /** Returns whether a line sets a variable: a name, an equals sign, blanks around it or not. */
  static boolean isAssignment(String line) {
    int at = 0;
    char quote = line.charAt(0) == '"' || line.charAt(0) == '\'' ? line.charAt(0) : 0;
    if (quote != 0) {
      at = line.indexOf(quote, 1) + 1;
      if (at == 0) {
        return false;
      }
    } else {
      while (at < line.length() && line.charAt(at) > ' ' && line.charAt(at) != '=') {
        at++;
      }
    }
    int equals = skipBlanks(line, at);
    return at > 0 && equals < line.length() && line.charAt(equals) == '=';
  }
}
