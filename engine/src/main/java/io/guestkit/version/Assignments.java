package io.guestkit.version;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Files of {@code NAME=value} lines that a shell could read: os-release(5), lsb-release,
 * /etc/default/locale. Values are taken as text; nothing is expanded.
 */
public final class Assignments {
  private Assignments() {}

  /**
   * Returns the values by name, a later line winning over an earlier one. Blank lines, comments and
   * lines that are no assignment are passed over.
   */
  public static Map<String, String> parse(String text) {
    Map<String, String> values = new LinkedHashMap<>();
    int start = 0;
    while (start < text.length()) {
      int end = text.indexOf('\n', start);
      end = end < 0 ? text.length() : end;
      String line = text.substring(start, end).strip();
      int equals = line.indexOf('=');
      if (equals > 0 && line.charAt(0) != '#') {
        String name = line.substring(0, equals).strip();
        values.put(
            name.startsWith("export ") ? name.substring(7) : name, unquote(line, equals + 1));
      }
      start = end + 1;
    }
    return values;
  }

  /** Returns the value from a place on, without quotes; backslashes escape as in double quotes. */
  private static String unquote(String line, int from) {
    StringBuilder value = new StringBuilder(line.length() - from);
    char quote = 0;
    for (int i = from; i < line.length(); i++) {
      char c = line.charAt(i);
      if (quote == 0 && (c == '"' || c == '\'')) {
        quote = c;
      } else if (c == quote && quote != 0) {
        quote = 0;
      } else if (c == '\\' && quote != '\'' && i + 1 < line.length()) {
        i++;
        value.append(line.charAt(i));
      } else if (quote == 0 && c == '#' && i > from && line.charAt(i - 1) <= ' ') {
        break;
      } else {
        value.append(c);
      }
    }
    return value.toString().strip();
  }
}
