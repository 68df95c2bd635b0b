package io.guestkit.guest.table;

import java.util.ArrayList;
import java.util.List;

/** Lines of fields that blanks part. */
final class Fields {
  private Fields() {}

  /** Returns the first fields of a part of a text. */
  static List<String> split(String text, int from, int to, int limit) {
    List<String> fields = new ArrayList<>(limit);
    int i = from;
    while (i < to && fields.size() < limit) {
      if (isBlank(text.charAt(i))) {
        i++;
        continue;
      }
      int start = i;
      while (i < to && !isBlank(text.charAt(i))) {
        i++;
      }
      fields.add(text.substring(start, i));
    }
    return fields;
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t' || c == '\r';
  }
}
