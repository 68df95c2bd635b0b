package io.guestkit.filesystem.btrfs.content;

import io.guestkit.filesystem.btrfs.tree.Cursor;
import io.guestkit.filesystem.btrfs.tree.Item;
import io.guestkit.filesystem.btrfs.tree.Keys;
import io.guestkit.filesystem.btrfs.tree.Tree;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where the runs of a file are. Thread-safe: some runs are kept, for reads that follow. */
final class ExtentMap {
  /** 512: of a file in small pieces, four leaves at once; 64 MiB of a compressed one. */
  private static final int WINDOW = 512;

  private final Tree tree;
  private final long inode;
  private final int sectorSize;
  private volatile @Nullable Window last;

  ExtentMap(Tree tree, long inode, int sectorSize) {
    this.tree = tree;
    this.inode = inode;
    this.sectorSize = sectorSize;
  }

  /**
   * Runs that follow each other, and the holes between them.
   *
   * @param from offset of the first byte that it tells of
   * @param to offset behind the last one
   */
  record Window(long from, long to, List<FileExtent> extents) {

    /** Returns the index of the last run that does not start behind an offset, else -1. */
    int floor(long offset) {
      int low = 0;
      int high = extents.size() - 1;
      while (low <= high) {
        int middle = (low + high) >>> 1;
        if (extents.get(middle).start() <= offset) {
          low = middle + 1;
        } else {
          high = middle - 1;
        }
      }
      return high;
    }

    /** Returns the run at an offset, a hole as one of zeros. */
    FileExtent at(long offset) {
      int index = floor(offset);
      if (index >= 0 && offset < extents.get(index).end()) {
        return extents.get(index);
      }
      long start = index < 0 ? from : extents.get(index).end();
      long end = index + 1 < extents.size() ? extents.get(index + 1).start() : to;
      return new FileExtent(start, end, FileExtent.Kind.ZERO, 0, 0, 0, 0, 0, new byte[0]);
    }
  }

  /** Returns runs among which one is at an offset. */
  Window window(long offset) throws IOException {
    Window window = last;
    if (window == null || offset < window.from() || offset >= window.to()) {
      window = load(offset);
      last = window;
    }
    return window;
  }

  /** Returns the run at an offset, a hole as one of zeros. */
  FileExtent at(long offset) throws IOException {
    return window(offset).at(offset);
  }

  private Window load(long offset) throws IOException {
    Cursor cursor = tree.floor(inode, Keys.EXTENT_DATA, offset);
    if (!cursor.isAt(inode, Keys.EXTENT_DATA)) {
      cursor.next();
    }
    List<FileExtent> extents = new ArrayList<>();
    long from = 0;
    long end = 0;
    while (cursor.isAt(inode, Keys.EXTENT_DATA) && extents.size() < WINDOW) {
      Item item = cursor.item();
      FileExtent extent = FileExtent.read(item, sectorSize);
      item.check(extent.start() >= end, 0, "overlaps the run before, to", end);
      if (extents.isEmpty()) {
        from = Math.min(offset, extent.start());
      }
      end = extent.end();
      extents.add(extent);
      cursor.next();
    }
    boolean more = cursor.isAt(inode, Keys.EXTENT_DATA);
    return new Window(from, more ? end : Long.MAX_VALUE, extents);
  }
}
