package io.guestkit.inspect.services;

import java.nio.charset.StandardCharsets;

/**
 * The text of unit files: sections, assignments, comments, joined lines. Source: systemd.syntax(7).
 */
final class UnitText {
  private UnitText() {}

  /** Takes an assignment. */
  @FunctionalInterface
  interface Assignment {
    /** Takes it. */
    void assign(String key, String value);
  }

  /** Hands the assignments of one section on in their order. */
  static void read(byte[] bytes, String section, Assignment taker) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    String header = "[" + section + "]";
    boolean inside = false;
    int at = text.indexOf(header);
    at = at < 0 ? text.length() : text.lastIndexOf('\n', at) + 1;
    while (at < text.length()) {
      int end = lineEnd(text, at);
      String line = text.substring(at, end).strip();
      at = end + 1;
      if (line.isEmpty() || line.charAt(0) == '#' || line.charAt(0) == ';') {
        continue;
      }
      if (line.charAt(0) == '[') {
        inside = line.equals(header);
      } else if (inside) {
        int equals = line.indexOf('=');
        if (equals > 0) {
          taker.assign(line.substring(0, equals).strip(), joined(line.substring(equals + 1)));
        }
      }
    }
  }

  /** Returns the end of a line, those included that a backslash joins to it. */
  private static int lineEnd(String text, int from) {
    int end = text.indexOf('\n', from);
    boolean comment = from < text.length() && "#;".indexOf(text.charAt(from)) >= 0;
    while (!comment && end > from && text.charAt(end - 1) == '\\') {
      end = text.indexOf('\n', end + 1);
    }
    return end < 0 ? text.length() : end;
  }

  private static String joined(String value) {
    return value.replace("\\\n", " ").strip();
  }
}
