package io.guestkit.inspect.sqlite;

import java.util.ArrayList;
import java.util.List;

/** The words of an SQL statement, comments left out. Source: sqlite.org, lang_keywords.html. */
final class SqlWords {
  /**
   * A word.
   *
   * @param text without its quotes
   * @param quoted whether it had some, and so is no keyword
   */
  record Word(String text, boolean quoted) {
    /** Returns whether this is a keyword or sign, given in capitals. */
    boolean is(String keyword) {
      return !quoted && text.equalsIgnoreCase(keyword);
    }
  }

  private final String sql;
  private int at;

  private SqlWords(String sql) {
    this.sql = sql;
  }

  static List<Word> of(String sql) {
    SqlWords words = new SqlWords(sql);
    List<Word> found = new ArrayList<>();
    while (words.skipBlanks()) {
      found.add(words.next());
    }
    return found;
  }

  /** Goes over blanks and comments, and returns whether something follows. */
  private boolean skipBlanks() {
    while (at < sql.length()) {
      if (sql.startsWith("--", at)) {
        at = after("\n", at);
      } else if (sql.startsWith("/*", at)) {
        at = after("*/", at + 2);
      } else if (sql.charAt(at) > ' ') {
        return true;
      } else {
        at++;
      }
    }
    return false;
  }

  private int after(String end, int from) {
    int found = sql.indexOf(end, from);
    return found < 0 ? sql.length() : found + end.length();
  }

  private Word next() {
    char first = sql.charAt(at);
    if (first == '"' || first == '\'' || first == '`') {
      return quoted(first);
    }
    if (first == '[') {
      int start = at + 1;
      int end = sql.indexOf(']', start);
      end = end < 0 ? sql.length() : end;
      at = Math.min(end + 1, sql.length());
      return new Word(sql.substring(start, end), true);
    }
    int start = at;
    at++;
    if (isOfWord(first)) {
      while (at < sql.length() && isOfWord(sql.charAt(at))) {
        at++;
      }
    }
    return new Word(sql.substring(start, at), false);
  }

  /** Takes a word in quotes; two quotes in it stand for one. */
  private Word quoted(char quote) {
    StringBuilder text = new StringBuilder();
    at++;
    while (at < sql.length()) {
      char c = sql.charAt(at);
      at++;
      if (c == quote) {
        if (at >= sql.length() || sql.charAt(at) != quote) {
          break;
        }
        at++;
      }
      text.append(c);
    }
    return new Word(text.toString(), true);
  }

  private static boolean isOfWord(char c) {
    return Character.isLetterOrDigit(c) || c == '_' || c == '$' || c >= 0x80;
  }
}
