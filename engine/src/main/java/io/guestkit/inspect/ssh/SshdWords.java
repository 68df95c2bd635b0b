package io.guestkit.inspect.ssh;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A line of sshd_config.
 *
 * @param keyword in lower case
 * @param rest what follows the keyword, blanks at its ends left out
 * @param words what follows it, quotes and escapes resolved, up to a comment
 */
record SshdWords(String keyword, String rest, List<String> words) {

  /** Returns a line, or empty where its quotes are not closed. Neither blank nor a comment. */
  static Optional<SshdWords> of(String line) {
    int end = 0;
    while (end < line.length() && !isBlank(line.charAt(end)) && line.charAt(end) != '=') {
      end++;
    }
    int start = skipBlanks(line, end);
    if (start < line.length() && line.charAt(start) == '=') {
      start = skipBlanks(line, start + 1);
    }
    String keyword = line.substring(0, end).toLowerCase(Locale.ROOT);
    String rest = line.substring(start);
    List<String> words = new ArrayList<>();
    return split(rest, words) && !keyword.isEmpty()
        ? Optional.of(new SshdWords(keyword, rest, List.copyOf(words)))
        : Optional.empty();
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t';
  }

  private static int skipBlanks(String text, int from) {
    int at = from;
    while (at < text.length() && isBlank(text.charAt(at))) {
      at++;
    }
    return at;
  }

  /** Returns whether every quote is closed. */
  private static boolean split(String text, List<String> words) {
    int at = skipBlanks(text, 0);
    while (at < text.length() && text.charAt(at) != '#') {
      StringBuilder word = new StringBuilder();
      char quote = 0;
      for (; at < text.length(); at++) {
        char c = text.charAt(at);
        char next = at + 1 < text.length() ? text.charAt(at + 1) : 0;
        if (c == '\\'
            && (next == '\'' || next == '"' || next == '\\' || (quote == 0 && next == ' '))) {
          word.append(next);
          at++;
        } else if (quote == 0 && isBlank(c)) {
          break;
        } else if (quote == 0 && (c == '"' || c == '\'')) {
          quote = c;
        } else if (quote != 0 && c == quote) {
          quote = 0;
        } else {
          word.append(c);
        }
      }
      if (quote != 0) {
        return false;
      }
      words.add(word.toString());
      at = skipBlanks(text, at);
    }
    return true;
  }
}
