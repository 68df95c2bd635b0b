package io.guestkit.inspect.network.config;

import io.guestkit.inspect.TextLines;
import java.util.ArrayList;
import java.util.List;

/** The lines and words of files of settings. */
public final class ConfigText {
  /** 1 MiB: people and installers write some KiB. */
  public static final int MAX_BYTES = 1 << 20;

  private ConfigText() {}

  /** Returns the lines of a text, without the blanks around them. */
  public static List<String> lines(String text) {
    List<String> lines = new ArrayList<>();
    for (TextLines each = new TextLines(text); each.next(); ) {
      lines.add(each.line());
    }
    return lines;
  }

  /** Returns the words of a text, between blanks. */
  public static List<String> words(String text) {
    return split(text, ' ');
  }

  /** Returns the words of a text, between blanks or a character. */
  public static List<String> split(String text, char separator) {
    List<String> words = new ArrayList<>();
    int start = 0;
    for (int i = 0; i <= text.length(); i++) {
      if (i == text.length() || text.charAt(i) <= ' ' || text.charAt(i) == separator) {
        if (i > start) {
          words.add(text.substring(start, i));
        }
        start = i + 1;
      }
    }
    return words;
  }
}
