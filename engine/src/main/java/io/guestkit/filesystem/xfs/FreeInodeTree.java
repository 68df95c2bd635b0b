package io.guestkit.filesystem.xfs;

import io.guestkit.block.Struct;
import io.guestkit.filesystem.xfs.layout.BlockHeader;
import io.guestkit.filesystem.xfs.layout.Inodes;
import io.guestkit.filesystem.xfs.layout.Superblock;
import java.io.IOException;

/**
 * Counts the blocks of the tree of free inodes of a group, where no header counts them. Source:
 * "XFS Algorithms &amp; Data Structures", "Free Inode B+tree".
 */
record FreeInodeTree(Inodes inodes, long group) {
  private static final long MAGIC = 0x46494233L;
  private static final int HEADER = 56;
  private static final int KEY = 4;
  private static final long NONE = 0xffff_ffffL;

  /** 9: the most levels that any tree of a group has. */
  private static final int MAX_LEVELS = 9;

  /**
   * Returns the blocks of a tree.
   *
   * @param levels its levels, 1 where the root is a leaf
   */
  long blocks(long root, long levels) throws IOException {
    Struct first = node(root);
    first.check(levels > 0 && levels <= MAX_LEVELS, 4, "tree of %d levels", levels);
    long count = 1;
    for (long level = levels - 1; level > 0; level--) {
      first.check(first.u16(4) == level, 4, "level %d, not %d", first.u16(4), level);
      long blocks = 0;
      Struct node = first;
      while (true) {
        blocks += children(node);
        long right = node.u32(12);
        node.check(blocks <= inodes.superblock().agBlocks(), 12, "tree of %d blocks", blocks);
        if (right == NONE) {
          break;
        }
        node = node(right);
      }
      count += blocks;
      if (level > 1) {
        first = node(first.u32(HEADER + maxRecords(first) * KEY));
      }
    }
    return count;
  }

  private static int maxRecords(Struct node) {
    return (node.length() - HEADER) / (KEY + Integer.BYTES);
  }

  private static int children(Struct node) throws IOException {
    int count = node.u16(6);
    node.check(count > 0 && count <= maxRecords(node), 6, "%d children", count);
    return count;
  }

  private Struct node(long block) throws IOException {
    Superblock superblock = inodes.superblock();
    long number = group << superblock.agBlockLog() | block;
    boolean inside = block < superblock.agBlocks() && superblock.holds(number, 1);
    long offset = inside ? superblock.offset(number) : inodes.volume().size();
    Struct s =
        Struct.bigEndian(
            "tree of free inodes of group " + group,
            inodes.volume(),
            offset,
            superblock.blockSize());
    s.check(s.u32(0) == MAGIC, 0, "magic %#x", s.u32(0));
    BlockHeader.SHORT_TREE.check(s, superblock, offset, group);
    return s;
  }
}
