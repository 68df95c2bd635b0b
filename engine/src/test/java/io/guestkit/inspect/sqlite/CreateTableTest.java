package io.guestkit.inspect.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CreateTableTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "CREATE TABLE t(a, b, c); a,b,c; -1",
        "CREATE TABLE IF NOT EXISTS 't x' (hnum INTEGER PRIMARY KEY AUTOINCREMENT,blob BLOB NOT NULL); hnum,blob; 0",
        "CREATE TABLE t(a INT PRIMARY KEY, b); a,b; -1",
        "CREATE TABLE t(a INTEGER PRIMARY KEY DESC, b); a,b; -1",
        "CREATE TABLE t(a INTEGER PRIMARY KEY ASC, b); a,b; 0",
        "CREATE TABLE t(a, b INTEGER, PRIMARY KEY(b)); a,b; 1",
        "CREATE TABLE t(a, b INTEGER, CONSTRAINT k PRIMARY KEY (B DESC)); a,b; 1",
        "CREATE TABLE t(a INTEGER, b INTEGER, PRIMARY KEY(a, b)); a,b; -1",
        "CREATE TABLE t(a VARCHAR(10,2) DEFAULT (f(1,2)), b CHECK (b IN (1,2))); a,b; -1",
        "CREATE TABLE t(\"a \"\"q\"\"\" TEXT, [b], `c`, 'd' /* , x */, e -- , y); a \"q\",b,c,d,e; -1",
        "CREATE TABLE t(\"primary\" INTEGER, 'unique', key, FOREIGN KEY (key) REFERENCES u(v)); primary,unique,key; -1",
        "CREATE TABLE t(a, b AS (a + 1), c GENERATED ALWAYS AS (a) STORED, d GENERATED ALWAYS AS (a) VIRTUAL); a,c; -1",
        "CREATE TABLE é(ä_1, $b); ä_1,$b; -1",
        "CREATE TABLE t(a INTEGER UNSIGNED PRIMARY KEY); a; -1",
        "CREATE TABLE t; ''; -1",
        "CREATE TABLE t(a, 'b; a,b; -1",
        "CREATE TABLE t(a, [b; a,b; -1",
        "CREATE TABLE t(a, b /* c; a,b; -1",
      })
  void findsTheColumns(String sql, String names, int rowidColumn) {
    List<String> expected = names.isEmpty() ? List.of() : List.of(names.split(",", -1));

    assertThat(CreateTable.columns(sql)).isEqualTo(new TableColumns(expected, rowidColumn));
  }
}
