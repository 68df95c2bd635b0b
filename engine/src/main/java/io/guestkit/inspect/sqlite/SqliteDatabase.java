package io.guestkit.inspect.sqlite;

import io.guestkit.block.ImageException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** A database. Borrowed from its files. */
public final class SqliteDatabase {
  /** The columns of the schema table, which is what the first page starts. */
  private static final List<String> SCHEMA_COLUMNS =
      List.of("type", "name", "tbl_name", "rootpage", "sql");

  private static final int TYPE = 0;
  private static final int NAME = 1;
  private static final int ROOT_PAGE = 3;
  private static final int SQL = 4;

  private final Pages pages;

  private SqliteDatabase(Pages pages) {
    this.pages = pages;
  }

  /**
   * Opens a database.
   *
   * @throws io.guestkit.block.CorruptImageException if the file is none, or contradicts itself
   * @throws io.guestkit.block.UnsupportedImageException if it is of a later version
   */
  public static SqliteDatabase open(SqliteFiles files) throws IOException {
    return new SqliteDatabase(Pages.open(files));
  }

  /**
   * Returns a table by its name, compared without regard to the case of letters.
   *
   * @throws ImageException if the schema cannot be read
   */
  public Optional<SqliteTable> table(String name) throws IOException {
    if (pages.count() == 0) {
      return Optional.empty();
    }
    TableColumns columns = new TableColumns(SCHEMA_COLUMNS, -1);
    SchemaRow found = new SchemaRow(name);
    new SqliteTable(pages, "sqlite_schema", columns, 1).each(found);
    return found.table;
  }

  /** Looks for the row of a table. */
  private final class SchemaRow implements SqliteTable.RowSink {
    private final String wanted;
    private Optional<SqliteTable> table = Optional.empty();

    SchemaRow(String wanted) {
      this.wanted = wanted;
    }

    @Override
    public void row(SqliteRow row) throws IOException {
      if (table.isEmpty()
          && row.text(TYPE).orElse("").equals("table")
          && row.text(NAME).orElse("").equalsIgnoreCase(wanted)) {
        TableColumns columns = CreateTable.columns(row.text(SQL).orElse(""));
        table =
            Optional.of(new SqliteTable(pages, wanted, columns, row.integer(ROOT_PAGE).orElse(0)));
      }
    }

    @Override
    public void damaged(ImageException reason) throws IOException {
      throw reason;
    }
  }
}
