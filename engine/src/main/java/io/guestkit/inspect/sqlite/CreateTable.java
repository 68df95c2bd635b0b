package io.guestkit.inspect.sqlite;

import io.guestkit.inspect.sqlite.SqlWords.Word;
import java.util.ArrayList;
import java.util.List;

/**
 * The columns that a CREATE TABLE statement names, as the schema keeps it. Source: SQL As
 * Understood By SQLite, CREATE TABLE; there "ROWIDs and the INTEGER PRIMARY KEY" and "Generated
 * Columns".
 */
final class CreateTable {
  private static final String[] TABLE_CONSTRAINTS = {
    "CONSTRAINT", "PRIMARY", "UNIQUE", "CHECK", "FOREIGN"
  };

  /** What ends the type of a column. */
  private static final String[] COLUMN_CONSTRAINTS = {
    "CONSTRAINT",
    "PRIMARY",
    "NOT",
    "NULL",
    "UNIQUE",
    "CHECK",
    "DEFAULT",
    "COLLATE",
    "REFERENCES",
    "GENERATED",
    "AS"
  };

  private final List<String> names = new ArrayList<>();
  private final List<String> types = new ArrayList<>();
  private int rowidColumn = -1;

  private CreateTable() {}

  /** Returns the columns; what is no statement has none. */
  static TableColumns columns(String sql) {
    CreateTable table = new CreateTable();
    List<Word> words = SqlWords.of(sql);
    int at = 0;
    while (at < words.size() && !words.get(at).is("(")) {
      at++;
    }
    while (at < words.size() && !words.get(at).is(")")) {
      int end = end(words, at + 1);
      table.definition(words.subList(at + 1, end));
      at = end;
    }
    return new TableColumns(List.copyOf(table.names), table.rowidColumn);
  }

  /** Returns where the comma or bracket is that ends the definition which starts at a word. */
  private static int end(List<Word> words, int from) {
    int depth = 0;
    for (int i = from; i < words.size(); i++) {
      Word word = words.get(i);
      if (depth == 0 && (word.is(",") || word.is(")"))) {
        return i;
      }
      depth += word.is("(") ? 1 : word.is(")") ? -1 : 0;
    }
    return words.size();
  }

  private void definition(List<Word> words) {
    if (words.isEmpty()) {
      return;
    }
    if (isOneOf(words.getFirst(), TABLE_CONSTRAINTS)) {
      tableConstraint(words);
      return;
    }
    int constraints = 1;
    while (constraints < words.size() && !isOneOf(words.get(constraints), COLUMN_CONSTRAINTS)) {
      constraints++;
    }
    List<Word> rest = words.subList(constraints, words.size());
    boolean computed = indexOf(rest, "AS") >= 0 && indexOf(rest, "STORED") < 0;
    if (computed) {
      return; // has no value in the row
    }
    String type = constraints == 2 ? words.get(1).text() : "";
    int primary = indexOf(rest, "PRIMARY");
    boolean descending =
        primary >= 0 && primary + 2 < rest.size() && rest.get(primary + 2).is("DESC");
    if (type.equalsIgnoreCase("INTEGER") && primary >= 0 && !descending) {
      rowidColumn = names.size();
    }
    names.add(words.getFirst().text());
    types.add(type);
  }

  /** Takes {@code PRIMARY KEY ( column )} in, with or without a name before it. */
  private void tableConstraint(List<Word> words) {
    int primary = indexOf(words, "PRIMARY");
    boolean one = primary >= 0 && primary + 4 < words.size() && indexOf(words, ",") < 0;
    for (int i = 0; one && i < names.size(); i++) {
      if (names.get(i).equalsIgnoreCase(words.get(primary + 3).text())
          && types.get(i).equalsIgnoreCase("INTEGER")) {
        rowidColumn = i;
      }
    }
  }

  private static boolean isOneOf(Word word, String[] keywords) {
    for (String keyword : keywords) {
      if (word.is(keyword)) {
        return true;
      }
    }
    return false;
  }

  private static int indexOf(List<Word> words, String keyword) {
    for (int i = 0; i < words.size(); i++) {
      if (words.get(i).is(keyword)) {
        return i;
      }
    }
    return -1;
  }
}
