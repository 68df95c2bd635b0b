package io.guestkit.inspect.accounts;

import io.guestkit.inspect.FactFiles;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A table of lines whose fields a colon divides; lines of NIS ({@code +::}) are no accounts. */
final class AccountTable<T> {
  /** Makes a value of the fields of a line; null where they make none. */
  @FunctionalInterface
  interface Row<T> {
    @Nullable T of(List<String> fields);
  }

  private final List<T> rows = new ArrayList<>();
  private int bad;
  private int firstBad;

  private AccountTable() {}

  /** Returns the rows of a table; lines that are none are one problem of the file. */
  static <T> List<T> read(FactFiles files, String path, Row<T> row) throws IOException {
    Optional<String> text = files.text(path);
    if (text.isEmpty()) {
      return List.of();
    }
    AccountTable<T> table = new AccountTable<>();
    table.parse(text.get(), row);
    if (table.bad > 0) {
      files.corrupt(
          path,
          "%d of its lines are no entry, the first is line %d"
              .formatted(table.bad, table.firstBad));
    }
    return table.rows;
  }

  private void parse(String text, Row<T> row) {
    int number = 0;
    int start = 0;
    while (start < text.length()) {
      int end = text.indexOf('\n', start);
      end = end < 0 ? text.length() : end;
      number++;
      char first = end > start ? text.charAt(start) : '#';
      if (first != '#' && first != '+' && first != '-') {
        line(text.substring(start, end), number, row);
      }
      start = end + 1;
    }
  }

  private void line(String line, int number, Row<T> row) {
    T value = row.of(split(line, ':'));
    if (value != null) {
      rows.add(value);
      return;
    }
    bad++;
    firstBad = firstBad == 0 ? number : firstBad;
  }

  /** Returns the parts of a text, empty ones too. */
  static List<String> split(String text, char separator) {
    List<String> parts = new ArrayList<>();
    int start = 0;
    for (int i = 0; i <= text.length(); i++) {
      if (i == text.length() || text.charAt(i) == separator) {
        parts.add(text.substring(start, i));
        start = i + 1;
      }
    }
    return parts;
  }

  /** Returns a user's or group's number, from 0 to 2^32 - 1, or -1 where it is none. */
  static long id(String text) {
    if (text.isEmpty() || text.length() > 10) {
      return -1;
    }
    long value = 0;
    for (int i = 0; i < text.length(); i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      value = value * 10 + digit;
    }
    return value <= 0xffffffffL ? value : -1;
  }
}
