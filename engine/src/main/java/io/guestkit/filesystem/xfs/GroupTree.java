package io.guestkit.filesystem.xfs;

import io.guestkit.block.Struct;
import io.guestkit.filesystem.xfs.layout.BlockHeader;
import io.guestkit.filesystem.xfs.layout.Inodes;
import io.guestkit.filesystem.xfs.layout.Superblock;
import java.io.IOException;

/**
 * A tree of an allocation group in version 5: level (16 bits), count (16), neighbours (32 each)
 * behind its magic. Source: "XFS Algorithms &amp; Data Structures", "Short Format B+trees".
 *
 * @param magic of its blocks
 * @param root block of the group
 * @param levels 1 where the root is a leaf
 */
record GroupTree(Inodes inodes, long group, long magic, long root, long levels) {
  static final long FREE_INODES = 0x46494233L;
  static final long REFCOUNTS = 0x52334643L;

  private static final int HEADER = 56;
  private static final int KEY = 4;
  private static final int LEFT_AT = 8;
  private static final int RIGHT_AT = 12;
  private static final long NONE = 0xffff_ffffL;

  /** 9: the most levels that any tree of a group has. */
  private static final int MAX_LEVELS = 9;

  private static final int REFCOUNT_RECORD = 12;
  private static final int STAGING = 0x80000000;

  /** Returns how many blocks the tree has, by the children of its nodes. */
  long blocks() throws IOException {
    Struct first = rootBlock();
    long count = 1;
    for (long level = levels - 1; level > 0; level--) {
      long blocks = 0;
      Struct node = first;
      while (true) {
        blocks += children(node);
        long right = node.u32(RIGHT_AT);
        node.check(blocks <= superblock().agBlocks(), RIGHT_AT, "tree of %d blocks", blocks);
        if (right == NONE) {
          break;
        }
        node = node(right, level);
      }
      count += blocks;
      if (level > 1) {
        first = child(first, 0, level - 1);
      }
    }
    return count;
  }

  /**
   * Returns the blocks that copies on write had taken and not used: the records at the end of the
   * tree of reference counts.
   */
  long staged() throws IOException {
    Struct leaf = rootBlock();
    for (long level = levels - 1; level > 0; level--) {
      leaf = child(leaf, children(leaf) - 1, level - 1);
    }
    long staged = 0;
    long left = superblock().agBlocks();
    while (true) {
      int count = leaf.u16(6);
      int most = (leaf.length() - HEADER) / REFCOUNT_RECORD;
      leaf.check(count <= most, 6, "%d records", count);
      for (int i = count - 1; i >= 0; i--) {
        int at = HEADER + i * REFCOUNT_RECORD;
        if ((leaf.i32(at) & STAGING) == 0) {
          return staged;
        }
        staged += leaf.u32(at + 4);
      }
      leaf.check(staged <= superblock().agBlocks(), HEADER, "%d blocks to copy to", staged);
      left--;
      if (leaf.u32(LEFT_AT) == NONE) {
        return staged;
      }
      leaf.check(left > 0, LEFT_AT, "leaves without an end");
      leaf = node(leaf.u32(LEFT_AT), 0);
    }
  }

  private Superblock superblock() {
    return inodes.superblock();
  }

  private static int maxChildren(Struct node) {
    return (node.length() - HEADER) / (KEY + Integer.BYTES);
  }

  private static int children(Struct node) throws IOException {
    int count = node.u16(6);
    node.check(count > 0 && count <= maxChildren(node), 6, "%d children", count);
    return count;
  }

  private Struct child(Struct node, int index, long level) throws IOException {
    int pointers = HEADER + maxChildren(node) * KEY;
    return node(node.u32(pointers + index * Integer.BYTES), level);
  }

  private Struct rootBlock() throws IOException {
    Struct s = node(root, -1);
    s.check(levels > 0 && levels <= MAX_LEVELS, 4, "tree of %d levels", levels);
    s.check(s.u16(4) == levels - 1, 4, "level %d of %d", s.u16(4), levels);
    return s;
  }

  /** Reads a block, whose level is compared where it is not negative. */
  private Struct node(long block, long level) throws IOException {
    long number = group << superblock().agBlockLog() | block;
    boolean inside = block < superblock().agBlocks() && superblock().holds(number, 1);
    // A place past the end is refused by the read, which says what was wanted.
    long offset = inside ? superblock().offset(number) : inodes.volume().size();
    Struct s =
        Struct.bigEndian(
            "tree of group " + group, inodes.volume(), offset, superblock().blockSize());
    s.check(s.u32(0) == magic, 0, "magic %#x", s.u32(0));
    BlockHeader.SHORT_TREE.check(s, superblock(), offset, group);
    s.check(level < 0 || s.u16(4) == level, 4, "level %d, not %d", s.u16(4), level);
    return s;
  }
}
