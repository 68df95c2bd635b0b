package io.guestkit.filesystem.btrfs.file;

import io.guestkit.block.CorruptImageException;
import io.guestkit.filesystem.btrfs.tree.Cursor;
import io.guestkit.filesystem.btrfs.tree.Keys;
import io.guestkit.filesystem.btrfs.tree.NodeReader;
import io.guestkit.filesystem.btrfs.tree.Tree;
import java.io.IOException;
import java.util.Optional;

/**
 * The tree of trees.
 *
 * @param nodes what reads all trees
 * @param tree the tree itself
 */
public record Roots(NodeReader nodes, Tree tree) {

  /** Returns the roots that the superblock leads to. */
  public static Roots of(NodeReader nodes) {
    return new Roots(nodes, new Tree(nodes, Keys.ROOT_TREE, nodes.superblock().root()));
  }

  /** Returns the root of a tree: the newest where there are several. */
  public Optional<RootItem> find(long id) throws IOException {
    Cursor cursor = tree.floor(id, Keys.ROOT_ITEM, -1);
    return cursor.isAt(id, Keys.ROOT_ITEM)
        ? Optional.of(RootItem.read(cursor.item()))
        : Optional.empty();
  }

  /**
   * Returns a tree.
   *
   * @throws CorruptImageException if it has no root
   */
  public Tree open(long id) throws IOException {
    Optional<RootItem> root = find(id);
    if (root.isEmpty()) {
      throw new CorruptImageException(
          nodes.space().name(), 0, "there is no tree " + Long.toUnsignedString(id));
    }
    return new Tree(nodes, id, root.get().root());
  }
}
