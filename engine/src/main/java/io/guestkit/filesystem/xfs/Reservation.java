package io.guestkit.filesystem.xfs;

import io.guestkit.filesystem.xfs.layout.AllocationGroup;
import io.guestkit.filesystem.xfs.layout.Features;
import io.guestkit.filesystem.xfs.layout.Inodes;
import io.guestkit.filesystem.xfs.layout.Superblock;
import java.io.IOException;

/**
 * The blocks of a group that a mount takes from the free ones so that its trees can grow to their
 * greatest size. Source: Linux fs/xfs/libxfs/xfs_ag_resv.c and the reserves of each tree.
 */
record Reservation(Inodes inodes, long group, AllocationGroup headers) {
  private static final int HEADER = 56;
  private static final int POINTER = 4;

  private static final int REFCOUNT_RECORD = 12;
  private static final int REFCOUNT_KEY = 4;
  private static final int INODE_RECORD = 16;
  private static final int INODE_KEY = 4;
  private static final int REVERSE_MAP_RECORD = 24;

  /** Two keys of 20 bytes: the first and the last of what is below. */
  private static final int REVERSE_MAP_KEY = 40;

  private static final int INODES_PER_RECORD = 64;

  /** Returns the blocks that are hidden from users. */
  long hidden() throws IOException {
    Features features = superblock().features();
    long blocks = headers.length() - logBlocks();
    long asked = 0;
    long used = 0;
    if (features.hasReflink()) {
      asked += treeSize(blocks, REFCOUNT_RECORD, REFCOUNT_KEY);
      used += headers.refcountBlocks();
    }
    if (features.hasFreeInodeTree()) {
      long records = (blocks << superblock().inodesPerBlockLog()) / INODES_PER_RECORD;
      asked += treeSize(records, INODE_RECORD, INODE_KEY);
      used += freeTreeBlocks();
    }
    long hidden = Math.max(asked - used, 0);
    if (features.hasReverseMap()) {
      // The tree lies in what counts as free, so that the part it has is hidden as well.
      long size = treeSize(blocks, REVERSE_MAP_RECORD, REVERSE_MAP_KEY);
      hidden += Math.max(Math.max(size, blocks / 100), headers.reverseMapBlocks());
    }
    return hidden;
  }

  private Superblock superblock() {
    return inodes.superblock();
  }

  /** Returns the blocks that become free when a mount cleans up after copies on write. */
  long staged() throws IOException {
    return superblock().features().hasReflink()
        ? new GroupTree(
                inodes, group, GroupTree.REFCOUNTS, headers.refcountRoot(), headers.refcountLevel())
            .staged()
        : 0;
  }

  /** The log never becomes free. */
  private long logBlocks() {
    boolean here =
        superblock().logStart() != 0 && superblock().agOf(superblock().logStart()) == group;
    return here ? superblock().logBlocks() : 0;
  }

  private long freeTreeBlocks() throws IOException {
    return superblock().features().hasInodeTreeCounts()
        ? headers.freeTreeBlocks()
        : new GroupTree(
                inodes,
                group,
                GroupTree.FREE_INODES,
                headers.freeTreeRoot(),
                headers.freeTreeLevel())
            .blocks();
  }

  /** Returns the blocks of a tree whose nodes are half full. */
  private long treeSize(long records, int record, int key) {
    int space = superblock().blockSize() - HEADER;
    long perLeaf = space / record / 2;
    long perNode = space / (key + POINTER) / 2;
    long level = (records + perLeaf - 1) / perLeaf;
    long blocks = level;
    while (level > 1) {
      level = (level + perNode - 1) / perNode;
      blocks += level;
    }
    return blocks;
  }
}
