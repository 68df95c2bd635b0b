package io.guestkit.filesystem.btrfs.tree;

import java.io.IOException;

/** A place in a tree, from which the items that follow are read. Not thread-safe. */
public final class Cursor {
  /** 8: BTRFS_MAX_LEVEL. */
  private static final int MAX_DEPTH = 8;

  private final Tree tree;
  private final Node[] nodes = new Node[MAX_DEPTH];
  private final int[] indexes = new int[MAX_DEPTH];
  private int depth;

  Cursor(Tree tree) {
    this.tree = tree;
  }

  /** Goes to the last item that is not above a key, or before the first. */
  void descend(long objectId, int type, long offset) throws IOException {
    Node node = tree.root();
    depth = 0;
    while (node.level() > 0) {
      int index = Math.max(node.floor(objectId, type, offset), 0);
      nodes[depth] = node;
      indexes[depth++] = index;
      node = tree.child(node, index);
    }
    nodes[depth] = node;
    indexes[depth] = node.floor(objectId, type, offset);
    tree.keep(node);
  }

  /** Returns whether this is at an item. */
  public boolean isValid() {
    return indexes[depth] >= 0 && indexes[depth] < nodes[depth].count();
  }

  /** Goes to the next item. */
  public void next() throws IOException {
    if (++indexes[depth] < nodes[depth].count()) {
      return;
    }
    int up = depth - 1;
    while (up >= 0 && indexes[up] + 1 >= nodes[up].count()) {
      up--;
    }
    if (up < 0) {
      return;
    }
    indexes[up]++;
    while (up < depth) {
      nodes[up + 1] = tree.child(nodes[up], indexes[up]);
      indexes[++up] = 0;
    }
    tree.keep(nodes[depth]);
  }

  Node leaf() {
    return nodes[depth];
  }

  int compare(long objectId, int type, long offset) {
    return nodes[depth].compare(indexes[depth], objectId, type, offset);
  }

  /** Returns whether this is at an item of an object and a type. */
  public boolean isAt(long objectId, int type) {
    return isValid()
        && nodes[depth].objectId(indexes[depth]) == objectId
        && nodes[depth].type(indexes[depth]) == type;
  }

  /** Returns the item that this is at. */
  public Item item() {
    return new Item(nodes[depth], indexes[depth]);
  }
}
