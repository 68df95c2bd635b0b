package io.guestkit.inspect.sudo;

import java.util.ArrayList;
import java.util.List;

/**
 * The words of a line of doas.conf, those of lines that a backslash joins included.
 *
 * @param words without quotes and escapes
 * @param isWhole whether its quotes are closed
 * @param count lines of the file that it is made of
 * @param end where the next one starts
 */
record DoasLine(List<String> words, boolean isWhole, int count, int end) {

  static DoasLine at(String text, int start) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    boolean isWord = false;
    boolean isQuoted = false;
    int count = 1;
    int i = start;
    for (; i < text.length() && text.charAt(i) != '\n'; i++) {
      char c = text.charAt(i);
      if (c == '\\' && i + 1 < text.length()) {
        i++;
        if (text.charAt(i) == '\n') {
          count++;
        } else {
          word.append(text.charAt(i));
          isWord = true;
        }
      } else if (c == '"') {
        isQuoted = !isQuoted;
        isWord = true;
      } else if (isQuoted || (c > ' ' && "{}#".indexOf(c) < 0)) {
        word.append(c);
        isWord = true;
      } else {
        if (isWord) {
          words.add(word.toString());
          word.setLength(0);
          isWord = false;
        }
        if (c == '#') {
          int newline = text.indexOf('\n', i);
          i = newline < 0 ? text.length() : newline;
          break;
        }
        if (c == '{' || c == '}') {
          words.add(String.valueOf(c));
        }
      }
    }
    if (isWord) {
      words.add(word.toString());
    }
    return new DoasLine(words, !isQuoted, count, Math.min(i + 1, text.length()));
  }
}
