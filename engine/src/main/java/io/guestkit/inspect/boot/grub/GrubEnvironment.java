package io.guestkit.inspect.boot.grub;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * GRUB's environment block: a first line that says so, lines {@code name=value}, a backslash before
 * what is to be taken as it is, filled up with {@code #}. Source: GNU GRUB Manual 2.12, "The GRUB
 * environment block".
 */
final class GrubEnvironment {
  private static final String SIGNATURE = "# GRUB Environment Block\n";

  private GrubEnvironment() {}

  /** Returns the variables; none where the block is not one. */
  static Map<String, String> parse(String text) {
    Map<String, String> values = new LinkedHashMap<>();
    if (!text.startsWith(SIGNATURE)) {
      return values;
    }
    int at = SIGNATURE.length();
    StringBuilder line = new StringBuilder();
    boolean comment = false;
    for (; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c == '\n') {
        add(values, line);
        comment = false;
      } else if (c == '#' && line.isEmpty()) {
        comment = true;
      } else if (c == '\\' && at + 1 < text.length() && !comment) {
        at++;
        line.append(text.charAt(at));
      } else if (!comment) {
        line.append(c);
      }
    }
    return values; // a line that is not ended does not count
  }

  private static void add(Map<String, String> values, StringBuilder line) {
    int equals = line.indexOf("=");
    if (equals > 0) {
      values.put(line.substring(0, equals), line.substring(equals + 1));
    }
    line.setLength(0);
  }
}
