package io.guestkit.inspect.accounts;

import io.guestkit.inspect.BadLines;
import io.guestkit.inspect.FactFiles;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A table of lines whose fields a colon divides; lines of NIS ({@code +::}) are no accounts. */
final class AccountTable<T> {
  /** Makes a value of a line; null where it makes none. */
  @FunctionalInterface
  interface Row<T> {
    @Nullable T of(AccountLine line);
  }

  private final List<T> rows = new ArrayList<>();
  private final BadLines bad = new BadLines();

  private AccountTable() {}

  /**
   * Returns the rows of a table, or empty where it is not there or cannot be read; lines that are
   * none are one problem of the file. The bytes, which may hold hashes, are wiped.
   */
  static <T> Optional<List<T>> read(FactFiles files, String path, Row<T> row) throws IOException {
    Optional<byte[]> bytes = files.bytes(path, FactFiles.MAX_TEXT_BYTES);
    if (bytes.isEmpty()) {
      return Optional.empty();
    }
    AccountTable<T> table = new AccountTable<>();
    table.parse(bytes.get(), row);
    Arrays.fill(bytes.get(), (byte) 0);
    table.bad.report(files, path, "entry");
    return Optional.of(table.rows);
  }

  private void parse(byte[] bytes, Row<T> row) {
    int number = 0;
    int start = 0;
    while (start < bytes.length) {
      int end = start;
      while (end < bytes.length && bytes[end] != '\n') {
        end++;
      }
      number++;
      int first = start;
      while (first < end && (bytes[first] == ' ' || bytes[first] == '\t')) {
        first++;
      }
      if (first < end && bytes[first] != '#' && bytes[first] != '+' && bytes[first] != '-') {
        add(row.of(new AccountLine(bytes, first, end)), number);
      }
      start = end + 1;
    }
  }

  private void add(@Nullable T value, int number) {
    if (value != null) {
      rows.add(value);
      return;
    }
    bad.add(number);
  }
}
