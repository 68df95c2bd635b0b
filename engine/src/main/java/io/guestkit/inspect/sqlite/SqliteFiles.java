package io.guestkit.inspect.sqlite;

import io.guestkit.block.BlockSource;
import java.util.Optional;

/**
 * The files of a database.
 *
 * @param database the database file
 * @param wal the write-ahead log, the file with {@code -wal} at the end of its name, if it is there
 * @param journal the rollback journal, the file with {@code -journal} at the end of its name, if it
 *     is there
 */
public record SqliteFiles(
    BlockSource database, Optional<BlockSource> wal, Optional<BlockSource> journal) {

  /** Returns a database that nothing lies beside. */
  public static SqliteFiles of(BlockSource database) {
    return new SqliteFiles(database, Optional.empty(), Optional.empty());
  }
}
