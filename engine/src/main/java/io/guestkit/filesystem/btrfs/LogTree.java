package io.guestkit.filesystem.btrfs;

import io.guestkit.block.ImageException;
import io.guestkit.block.LimitExceededException;
import io.guestkit.filesystem.btrfs.file.Roots;
import io.guestkit.filesystem.btrfs.tree.Cursor;
import io.guestkit.filesystem.btrfs.tree.Keys;
import io.guestkit.filesystem.btrfs.tree.Tree;
import java.io.IOException;

/**
 * The tree of logs: one for each subvolume in which files were synchronised after the last commit.
 */
final class LogTree {
  private LogTree() {}

  /** Returns what a reader of the files should know of the logs, which are not replayed. */
  static Warning warning(Roots roots) throws IOException {
    String name = roots.nodes().space().name();
    try {
      return new Warning(
          "unsupported",
          "%s: the log was not replayed; what was synchronised after the last commit in %d subvolumes is not shown"
              .formatted(name, count(roots)));
    } catch (LimitExceededException e) {
      throw e;
    } catch (ImageException e) {
      return new Warning(
          e.kind(), "%s: the log was not replayed: %s".formatted(name, e.getMessage()));
    }
  }

  private static int count(Roots roots) throws IOException {
    Tree logs = new Tree(roots.nodes(), Keys.LOG_TREE, roots.nodes().superblock().logRoot());
    Cursor cursor = logs.from(Keys.LOG_TREE, Keys.ROOT_ITEM, 0);
    int count = 0;
    for (; cursor.isAt(Keys.LOG_TREE, Keys.ROOT_ITEM); cursor.next()) {
      roots.nodes().space().session().budget().countEntries(1);
      count++;
    }
    return count;
  }
}
