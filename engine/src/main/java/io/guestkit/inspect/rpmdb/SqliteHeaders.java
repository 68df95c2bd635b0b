package io.guestkit.inspect.rpmdb;

import io.guestkit.block.CorruptImageException;
import io.guestkit.block.ImageException;
import io.guestkit.inspect.sqlite.SqliteDatabase;
import io.guestkit.inspect.sqlite.SqliteFiles;
import io.guestkit.inspect.sqlite.SqliteRow;
import io.guestkit.inspect.sqlite.SqliteTable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The headers of a database in SQLite, rpmdb.sqlite: the table Packages has a number (hnum) and a
 * header (blob) for each package; the other tables are indexes. Source: rpm 4.18 and 4.20.
 */
public final class SqliteHeaders implements RpmHeaders {
  private static final String TABLE = "Packages";
  private static final String COLUMN = "blob";

  private final SqliteFiles files;

  /** Takes the files of a database. */
  public SqliteHeaders(SqliteFiles files) {
    this.files = files;
  }

  @Override
  public void each(HeaderSink sink) throws IOException {
    Optional<SqliteTable> table = SqliteDatabase.open(files).table(TABLE);
    OptionalInt blob = table.isPresent() ? table.get().column(COLUMN) : OptionalInt.empty();
    if (table.isEmpty() || blob.isEmpty()) {
      throw new CorruptImageException(
          files.database().name(), 0, "no table %s with a column %s".formatted(TABLE, COLUMN));
    }
    table.get().each(new Rows(blob.getAsInt(), sink));
  }

  /** Hands the headers of rows on. */
  private record Rows(int column, HeaderSink sink) implements SqliteTable.RowSink {
    @Override
    public void row(SqliteRow row) throws IOException {
      Optional<ByteBuffer> blob = row.blob(column);
      if (blob.isEmpty()) {
        throw new CorruptImageException("row " + row.number() + " of " + TABLE, 0, "no header");
      }
      sink.header(row.number(), blob.get());
    }

    @Override
    public void damaged(ImageException reason) throws IOException {
      sink.damaged(reason);
    }
  }
}
