/**
 * SQLite databases, read in place: the rows of tables, with what a write-ahead log or a hot
 * rollback journal beside the file changes, applied in memory. Page sizes of 512 to 65536 bytes,
 * text in UTF-8 and UTF-16, schema formats 1 to 4.
 *
 * <p>Not read: tables WITHOUT ROWID, indexes, default values of columns that were added later (they
 * read as NULL), a rollback journal that is one of several of a transaction over more than one
 * database.
 *
 * <p>Sources: "Database File Format" and "WAL-mode File Format" of the SQLite documentation
 * (version 3.40), "Atomic Commit In SQLite".
 */
@NullMarked
package io.guestkit.inspect.sqlite;

import org.jspecify.annotations.NullMarked;
