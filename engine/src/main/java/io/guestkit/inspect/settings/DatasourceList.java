package io.guestkit.inspect.settings;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The value of {@code datasource_list} of a file of cloud-init, in both ways of YAML to write a
 * list. The rest of the file, which may hold secrets, is passed over.
 */
final class DatasourceList {
  private static final String KEY = "datasource_list:";

  /** 64: cloud-init knows some 30 sources. */
  private static final int MAX_NAMES = 64;

  private DatasourceList() {}

  /** Returns the names in their order, or empty where the file does not set them. */
  static Optional<List<String>> parse(byte[] file) {
    String text = new String(file, StandardCharsets.UTF_8);
    int at = text.startsWith(KEY) ? 0 : text.indexOf("\n" + KEY) + 1;
    if (at == 0 && !text.startsWith(KEY)) {
      return Optional.empty();
    }
    int value = at + KEY.length();
    int end = lineEnd(text, value);
    String line = withoutComment(text.substring(value, end));
    if (line.startsWith("[")) {
      int close = text.indexOf(']', value);
      return Optional.of(
          flow(text.substring(text.indexOf('[', value) + 1, close < 0 ? text.length() : close)));
    }
    return Optional.of(line.isEmpty() ? block(text, end + 1) : flow(line));
  }

  private static int lineEnd(String text, int from) {
    int end = text.indexOf('\n', from);
    return end < 0 ? text.length() : end;
  }

  private static String withoutComment(String line) {
    int comment = line.indexOf('#');
    return (comment < 0 ? line : line.substring(0, comment)).strip();
  }

  /** {@code NoCloud, None}, over one line or several. */
  private static List<String> flow(String items) {
    List<String> names = new ArrayList<>();
    int start = 0;
    for (int i = 0; i <= items.length() && names.size() < MAX_NAMES; i++) {
      if (i == items.length() || items.charAt(i) == ',') {
        add(names, items.substring(start, i));
        start = i + 1;
      }
    }
    return names;
  }

  /** Lines of {@code - NoCloud}, up to one that is none. */
  private static List<String> block(String text, int from) {
    List<String> names = new ArrayList<>();
    int start = from;
    while (start < text.length() && names.size() < MAX_NAMES) {
      int end = lineEnd(text, start);
      String line = withoutComment(text.substring(start, end));
      if (line.startsWith("-")) {
        add(names, line.substring(1));
      } else if (!line.isEmpty()) {
        return names;
      }
      start = end + 1;
    }
    return names;
  }

  private static void add(List<String> names, String item) {
    String name = item.strip();
    char first = name.isEmpty() ? ' ' : name.charAt(0);
    if (name.length() >= 2 && (first == '"' || first == '\'') && name.endsWith("" + first)) {
      name = name.substring(1, name.length() - 1);
    }
    if (!name.isEmpty()) {
      names.add(name);
    }
  }
}
