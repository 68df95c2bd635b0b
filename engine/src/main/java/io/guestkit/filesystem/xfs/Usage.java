package io.guestkit.filesystem.xfs;

import io.guestkit.filesystem.xfs.layout.AllocationGroup;
import io.guestkit.filesystem.xfs.layout.Features;
import io.guestkit.filesystem.xfs.layout.Inodes;
import io.guestkit.filesystem.xfs.layout.Superblock;
import java.io.IOException;

/**
 * What statfs(2) says after a mount for reading and writing, in blocks. Source: Linux fs/xfs,
 * xfs_fs_statfs and what a mount reserves.
 *
 * @param total f_blocks
 * @param free f_bfree, and f_bavail too
 * @param inodes f_files
 * @param inodesFree f_ffree
 */
record Usage(long total, long free, long inodes, long inodesFree) {
  /** 8: kept in each group so that its trees of free space can change. */
  private static final long SET_ASIDE = 8;

  /** 8192 blocks, or 5 % where that is fewer, are kept for writes that must not fail. */
  private static final long POOL = 8192;

  private static final int POOL_SHARE = 20;

  /** 64: inodes are allocated in chunks of so many. */
  private static final int CHUNK = 64;

  /** The greatest number of an inode that the kernel gives, 2^56 - 1. */
  private static final long MAX_INODE = (1L << 56) - 1;

  /**
   * Sums over the allocation groups.
   *
   * @param freeBlocks free blocks, those of the trees of free space included, and where the log was
   *     not clean those that a mount frees
   * @param treeBlocks blocks of the trees of free space, where a mount gets to know them
   * @param reserved blocks that a mount keeps for the growth of trees
   */
  private record Sums(
      long freeBlocks, long inodes, long freeInodes, long treeBlocks, long reserved) {

    static Sums read(Inodes inodes, boolean clean) throws IOException {
      Superblock superblock = inodes.superblock();
      long freeBlocks = 0;
      long allocated = 0;
      long freeInodes = 0;
      long treeBlocks = 0;
      long reserved = 0;
      for (long group = 0; group < superblock.agCount(); group++) {
        AllocationGroup headers = AllocationGroup.read(inodes.volume(), superblock, group);
        freeBlocks += headers.freeBlocks() + headers.listBlocks() + headers.treeBlocks();
        allocated += headers.inodes();
        freeInodes += headers.freeInodes();
        long trees = headers.treeBlocks();
        if (superblock.features().hasReverseMap()) {
          trees -= headers.reverseMapBlocks() - 1;
        }
        treeBlocks += Math.max(trees, 0);
        Reservation reservation = new Reservation(inodes, group, headers);
        reserved += reservation.hidden();
        freeBlocks += clean ? 0 : reservation.staged();
      }
      return new Sums(freeBlocks, allocated, freeInodes, treeBlocks, reserved);
    }
  }

  /**
   * Reads the usage.
   *
   * @param clean whether the counters of the superblock can be trusted
   */
  static Usage read(Inodes table, boolean clean) throws IOException {
    Superblock superblock = table.superblock();
    Features features = superblock.features();
    boolean reserves =
        features.hasFreeInodeTree() || features.hasReflink() || features.hasReverseMap();
    boolean counts = !clean && features.hasLazyCount();
    Sums sums = reserves || counts ? Sums.read(table, clean) : new Sums(0, 0, 0, 0, 0);
    long freeBlocks = counts ? sums.freeBlocks : superblock.freeBlocks();
    long allocated = counts ? sums.inodes : superblock.inodes();
    long freeInodes = counts ? sums.freeInodes : superblock.freeInodes();

    long setAside = superblock.agCount() * SET_ASIDE;
    long pool = Math.min(superblock.blocks() / POOL_SHARE, POOL);
    long pooled = Math.clamp(freeBlocks - setAside, 0, pool);
    long free =
        Math.clamp(
            freeBlocks - pooled - sums.reserved - setAside - sums.treeBlocks,
            0,
            superblock.blocks());
    long total = superblock.blocks() - (superblock.logStart() == 0 ? 0 : superblock.logBlocks());
    long inodes = totalInodes(superblock, free, Math.clamp(allocated, 0, MAX_INODE));
    long inUse = allocated - freeInodes;
    return new Usage(total, free, inodes, Math.clamp(inodes - inUse, 0, inodes));
  }

  /** Inodes are made of free space, up to a share of all. */
  private static long totalInodes(Superblock superblock, long free, long allocated) {
    int log = superblock.inodesPerBlockLog();
    // 2^56 inodes of 256 bytes fill what 64 bits can address.
    long inodes =
        Math.min(allocated + Math.min(free, MAX_INODE >> log << 0) * (1L << log), MAX_INODE);
    if (superblock.inodePercent() > 0) {
      long chunkBlocks = Math.max(CHUNK >> log, 1);
      long blocks = percent(superblock.blocks(), superblock.inodePercent());
      long most = blocks / chunkBlocks * chunkBlocks;
      inodes = Math.min(inodes, Math.min(most, MAX_INODE >> log) << log);
    }
    return Math.max(inodes, allocated);
  }

  private static long percent(long blocks, int percent) {
    return blocks / 100 * percent + blocks % 100 * percent / 100;
  }
}
