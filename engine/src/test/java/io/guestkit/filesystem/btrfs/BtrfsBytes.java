package io.guestkit.filesystem.btrfs;

import io.guestkit.block.BlockSource;
import io.guestkit.block.MemorySource;
import io.guestkit.block.ReadSession;
import io.guestkit.filesystem.btrfs.superblock.Checksum;
import io.guestkit.testing.Sources;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.function.IntPredicate;

/**
 * The bytes of a small image, whose checksums are made right again after damage: of the superblock,
 * of every node, and of nothing else. Logical addresses are turned to offsets by the chunks.
 */
final class BtrfsBytes {
  static final int SUPERBLOCK = 64 << 10;
  static final int NODE = 4096;
  private static final int HEADER = 101;

  private final byte[] bytes;
  private final ByteBuffer view;

  BtrfsBytes(byte[] bytes) {
    this.bytes = bytes.clone();
    this.view = ByteBuffer.wrap(this.bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  ByteBuffer view() {
    return view;
  }

  byte[] bytes() {
    return bytes;
  }

  /** Returns whether a block is a node: its fsid is that of the superblock. */
  boolean isNode(int at) {
    return at >= 1 << 20
        && Arrays.equals(bytes, at + 32, at + 48, bytes, SUPERBLOCK + 32, SUPERBLOCK + 48);
  }

  /** Returns the offset of the first of the newest leaves of a tree that hold an item of a type. */
  int leaf(long tree, int type) {
    return leaf(tree, type, at -> item(at, type) >= 0);
  }

  /** Returns the offset of the newest leaf of a tree that holds an item of an object and a type. */
  int leaf(long tree, long objectId, int type) {
    return leaf(tree, type, at -> item(at, objectId, type) >= 0);
  }

  private int leaf(long tree, int type, IntPredicate holds) {
    int found = -1;
    for (int at = 1 << 20; at < bytes.length; at += NODE) {
      boolean isOne = isNode(at) && view.getLong(at + 88) == tree && view.get(at + 100) == 0;
      if (isOne && holds.test(at) && (found < 0 || isBefore(at, found))) {
        found = at;
      }
    }
    if (found < 0) {
      throw new AssertionError("no leaf of tree %d with type %d".formatted(tree, type));
    }
    return found;
  }

  /** Returns the offset of the key of an object's first item of a type, -1 where there is none. */
  int item(int leaf, long objectId, int type) {
    for (int i = 0; i < view.getInt(leaf + 96); i++) {
      int key = leaf + HEADER + i * 25;
      if (view.getLong(key) == objectId && (view.get(key + 8) & 0xff) == type) {
        return key;
      }
    }
    return -1;
  }

  private boolean isBefore(int leaf, int other) {
    int order = Long.compare(view.getLong(leaf + 80), view.getLong(other + 80));
    return order > 0 || (order == 0 && view.getLong(leaf + HEADER) < view.getLong(other + HEADER));
  }

  /**
   * Returns the offset of the key of the first item of a type in a leaf, -1 where there is none.
   */
  int item(int leaf, int type) {
    for (int i = 0; i < view.getInt(leaf + 96); i++) {
      if ((view.get(leaf + HEADER + i * 25 + 8) & 0xff) == type) {
        return leaf + HEADER + i * 25;
      }
    }
    return -1;
  }

  /** Returns the offset of the bytes of an item by the offset of its key. */
  int data(int leaf, int key) {
    return leaf + HEADER + view.getInt(key + 17);
  }

  void reseal() {
    for (int at = 1 << 20; at < bytes.length; at += NODE) {
      if (isNode(at)) {
        seal(at);
      }
    }
    seal(SUPERBLOCK);
  }

  void seal(int at) {
    byte[] sum = Checksum.CRC32C.of(bytes, at + 32, NODE - 32);
    System.arraycopy(sum, 0, bytes, at, sum.length);
  }

  BlockSource source() {
    return source(Sources.session());
  }

  BlockSource source(ReadSession session) {
    return new MemorySource("image", bytes, session);
  }
}
