package io.guestkit.inspect.boot;

import io.guestkit.block.ImageException;
import io.guestkit.inspect.TextLines;
import java.io.IOException;
import java.util.Locale;

/** Goes through the lines {@code KEY VALUE} or {@code KEY=VALUE} of a configuration. */
final class ConfigLines {
  /** Takes a line. */
  @FunctionalInterface
  interface Taker {
    /** Takes a line: its first word in lower case, and what follows. */
    void take(String key, String value) throws IOException;
  }

  private ConfigLines() {}

  /**
   * Hands on the lines that are neither blank nor comments.
   *
   * @throws ImageException if the taker throws it
   */
  static void read(String text, Taker taker) throws IOException {
    for (TextLines lines = new TextLines(text); lines.next(); ) {
      String line = lines.line();
      if (!lines.isBlankOrComment()) {
        int key = 0;
        while (key < line.length() && line.charAt(key) > ' ' && line.charAt(key) != '=') {
          key++;
        }
        int value = key;
        while (value < line.length() && line.charAt(value) <= ' ') {
          value++;
        }
        value += value < line.length() && line.charAt(value) == '=' ? 1 : 0;
        taker.take(line.substring(0, key).toLowerCase(Locale.ROOT), line.substring(value).strip());
      }
    }
  }

  /** Returns the first word of a value. */
  static String firstWord(String value) {
    int end = 0;
    while (end < value.length() && value.charAt(end) > ' ') {
      end++;
    }
    return value.substring(0, end);
  }
}
