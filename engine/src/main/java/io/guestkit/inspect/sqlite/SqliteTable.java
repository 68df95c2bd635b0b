package io.guestkit.inspect.sqlite;

import io.guestkit.block.ImageException;
import java.io.IOException;
import java.util.OptionalInt;

/** A table. */
public final class SqliteTable {
  private final Pages pages;
  private final String name;
  private final TableColumns columns;
  private final long rootPage;

  SqliteTable(Pages pages, String name, TableColumns columns, long rootPage) {
    this.pages = pages;
    this.name = name;
    this.columns = columns;
    this.rootPage = rootPage;
  }

  /** Takes rows. */
  public interface RowSink {
    /**
     * Takes a row.
     *
     * @param row valid until this method returns
     */
    void row(SqliteRow row) throws IOException;

    /**
     * Takes the reason why a row, or a page that leads to some, cannot be read. It never is the end
     * of the budget.
     */
    void damaged(ImageException reason) throws IOException;
  }

  /** Returns the index of a column, its name compared without regard to the case of letters. */
  public OptionalInt column(String column) {
    for (int i = 0; i < columns.names().size(); i++) {
      if (columns.names().get(i).equalsIgnoreCase(column)) {
        return OptionalInt.of(i);
      }
    }
    return OptionalInt.empty();
  }

  /**
   * Hands every row over, in the order of row numbers.
   *
   * @throws io.guestkit.block.LimitExceededException if the budget ends
   */
  public void each(RowSink sink) throws IOException {
    new TableScan(pages, name, columns.rowidColumn(), sink).run(rootPage);
  }
}
