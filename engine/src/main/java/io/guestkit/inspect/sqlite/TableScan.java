package io.guestkit.inspect.sqlite;

import io.guestkit.block.CorruptImageException;
import io.guestkit.block.ImageException;
import io.guestkit.block.LimitExceededException;
import io.guestkit.block.UnsupportedImageException;
import io.guestkit.inspect.sqlite.SqliteTable.RowSink;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Goes through the tree of a table, from its root page to its leaves, and hands the rows over.
 * Source: Database File Format, 1.6 (b-tree pages).
 */
final class TableScan {
  /** SQLite's own limit: at two children each, 2^20 pages would be at the bottom. */
  private static final int MAX_DEPTH = 20;

  private static final int INTERIOR_TABLE = 5;
  private static final int LEAF_TABLE = 13;
  private static final int INTERIOR_INDEX = 2;
  private static final int LEAF_INDEX = 10;

  private static final int INTERIOR_HEADER = 12;
  private static final int LEAF_HEADER = 8;

  /** The children of a page, by their numbers, and which is the next to be read. */
  private static final class Level {
    private final long[] pages;
    private int next;

    Level(long... pages) {
      this.pages = pages;
    }
  }

  private final Pages pages;
  private final String table;
  private final RowSink sink;
  private final SqliteRow row;
  private final Payload payload;
  private final ByteBuffer page;

  TableScan(Pages pages, String table, int rowidColumn, RowSink sink) {
    this.pages = pages;
    this.table = table;
    this.sink = sink;
    this.row = new SqliteRow(table, pages.charset(), rowidColumn);
    this.payload = new Payload(pages);
    this.page = ByteBuffer.allocate(pages.pageSize());
  }

  void run(long rootPage) throws IOException {
    // One bit for each page notes that it was used.
    long noteBytes = pages.count() / 8 + 1;
    pages.budget().reserve(noteBytes, "the pages of a SQLite database");
    try {
      Deque<Level> levels = new ArrayDeque<>();
      levels.push(new Level(rootPage));
      while (!levels.isEmpty()) {
        Level level = levels.peek();
        if (level.next == level.pages.length) {
          levels.pop();
        } else {
          level.next++;
          visit(level.pages[level.next - 1], levels);
        }
      }
    } finally {
      payload.release();
      pages.budget().release(noteBytes);
    }
  }

  /** Reads a page; what is wrong with it leaves the others. */
  private void visit(long number, Deque<Level> levels) throws IOException {
    try {
      pages.budget().countEntries(1);
      pages.read(number, page);
      payload.use(number);
      int start = number == 1 ? DatabaseHeader.BYTES : 0;
      int type = page.get(start);
      int cells = page.getShort(start + 3) & 0xffff;
      int header = type == INTERIOR_TABLE ? INTERIOR_HEADER : LEAF_HEADER;
      if (type == INTERIOR_INDEX || type == LEAF_INDEX) {
        throw new UnsupportedImageException(
            "%s: table %s is without row numbers".formatted(pages.name(), table));
      }
      if (type != INTERIOR_TABLE && type != LEAF_TABLE) {
        throw pages.corrupt(number, start, "type %d of a page of table %s".formatted(type, table));
      }
      if (cells > (pages.usableSize() - start - header) / 2) {
        throw pages.corrupt(number, start + 3, "%d cells".formatted(cells));
      }
      if (type == LEAF_TABLE) {
        leaf(number, start + LEAF_HEADER, cells);
      } else if (levels.size() > MAX_DEPTH) {
        throw pages.corrupt(number, start, "deeper than %d".formatted(MAX_DEPTH));
      } else {
        levels.push(new Level(children(number, start, cells)));
      }
    } catch (LimitExceededException e) {
      throw e;
    } catch (ImageException e) {
      sink.damaged(e);
    }
  }

  private long[] children(long number, int start, int cells) throws CorruptImageException {
    long[] children = new long[cells + 1];
    for (int i = 0; i < cells; i++) {
      int cell = page.getShort(start + INTERIOR_HEADER + 2 * i) & 0xffff;
      if (cell < start + INTERIOR_HEADER || cell > pages.usableSize() - 4) {
        throw pages.corrupt(number, start + INTERIOR_HEADER + 2 * i, "cell at %d".formatted(cell));
      }
      children[i] = page.getInt(cell) & 0xffff_ffffL;
    }
    children[cells] = page.getInt(start + 8) & 0xffff_ffffL;
    return children;
  }

  private void leaf(long number, int pointers, int cells) throws IOException {
    int inCells = 0;
    page.limit(pages.usableSize());
    for (int i = 0; i < cells; i++) {
      int cell = page.getShort(pointers + 2 * i) & 0xffff;
      if (inCells > pages.usableSize()) {
        throw pages.corrupt(number, pointers + 2 * i, "cells that overlap");
      }
      try {
        pages.budget().countEntries(1);
        if (cell < pointers + 2 * cells || cell >= pages.usableSize()) {
          throw pages.corrupt(number, pointers + 2 * i, "cell at %d".formatted(cell));
        }
        page.position(cell);
        cell(number, cell);
      } catch (LimitExceededException e) {
        throw e;
      } catch (ImageException e) {
        sink.damaged(e);
      }
      inCells += Math.max(0, page.position() - cell);
    }
  }

  /** Hands the row of a cell over; the page is positioned behind it then. */
  private void cell(long number, int cell) throws IOException {
    if (!Varint.isWhole(page)) {
      throw pages.corrupt(number, cell, "a cell past the end");
    }
    long size = Varint.take(page);
    if (!Varint.isWhole(page)) {
      throw pages.corrupt(number, cell, "a cell past the end");
    }
    long rowNumber = Varint.take(page);
    ByteBuffer bytes = payload.read(number, page, size);
    row.set(rowNumber, bytes);
    sink.row(row);
  }
}
