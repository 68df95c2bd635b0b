package io.guestkit.filesystem.btrfs.tree;

import io.guestkit.filesystem.btrfs.superblock.Superblock.RootPointer;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The items of a tree in the order of their keys, which are compared as unsigned numbers. */
public final class Tree {
  private final NodeReader nodes;
  private final long id;
  private final RootPointer root;

  /** The leaf of the last look-up: the next one is often in it too. */
  private volatile @Nullable Node lastLeaf;

  /** Makes a tree; nothing is read yet. */
  public Tree(NodeReader nodes, long id, RootPointer root) {
    this.nodes = nodes;
    this.id = id;
    this.root = root;
  }

  /** Returns the number of the tree. */
  public long id() {
    return id;
  }

  /** Returns what reads its nodes. */
  public NodeReader nodes() {
    return nodes;
  }

  /** Returns the node that the tree starts with. */
  public Node root() throws IOException {
    return nodes.read(root.address(), new NodeReader.Expected(root.generation(), root.level(), id));
  }

  /** Returns the item of a key. */
  public Optional<Item> find(long objectId, int type, long offset) throws IOException {
    Node leaf = leafNear(objectId, type, offset);
    if (leaf == null) {
      Cursor cursor = floor(objectId, type, offset);
      if (!cursor.isValid()) {
        return Optional.empty();
      }
      leaf = cursor.leaf();
    }
    int index = leaf.floor(objectId, type, offset);
    return index >= 0 && leaf.compare(index, objectId, type, offset) == 0
        ? Optional.of(new Item(leaf, index))
        : Optional.empty();
  }

  /** Returns the last leaf, where a key would stand in it. */
  private @Nullable Node leafNear(long objectId, int type, long offset) {
    Node leaf = lastLeaf;
    return leaf != null
            && leaf.count() > 0
            && leaf.compare(0, objectId, type, offset) <= 0
            && leaf.compare(leaf.count() - 1, objectId, type, offset) >= 0
        ? leaf
        : null;
  }

  /** Returns a cursor at the first item that is not below a key. */
  public Cursor from(long objectId, int type, long offset) throws IOException {
    Cursor cursor = new Cursor(this);
    cursor.descend(objectId, type, offset);
    if (!cursor.isValid() || cursor.compare(objectId, type, offset) < 0) {
      cursor.next();
    }
    return cursor;
  }

  /** Returns a cursor at the last item that is not above a key; not valid where there is none. */
  public Cursor floor(long objectId, int type, long offset) throws IOException {
    Cursor cursor = new Cursor(this);
    cursor.descend(objectId, type, offset);
    return cursor;
  }

  Node child(Node parent, int index) throws IOException {
    Node child =
        nodes.read(
            parent.childAddress(index),
            new NodeReader.Expected(parent.childGeneration(index), parent.level() - 1, id));
    boolean sameKey =
        child.count() > 0
            && child.compare(0, parent.objectId(index), parent.type(index), parent.offset(index))
                == 0;
    if (!sameKey) {
      throw child.corrupt(
          Node.HEADER, "does not start with the key %s".formatted(parent.keyText(index)));
    }
    return child;
  }

  void keep(Node leaf) {
    lastLeaf = leaf;
  }
}
