package io.guestkit.filesystem.ext;

import io.guestkit.block.Budget;
import io.guestkit.block.Struct;
import java.io.IOException;
import java.util.Arrays;

/**
 * What statfs(2) says of a mounted filesystem, in blocks. Source: Linux fs/ext4/super.c,
 * ext4_statfs and ext4_calculate_overhead.
 *
 * @param total f_blocks
 * @param free f_bfree
 * @param available f_bavail
 * @param inodesFree f_ffree
 */
record Usage(long total, long free, long available, long inodesFree) {
  /** 1/50, but at most 4096 clusters, are kept for extents that have to be split. */
  private static final int KEPT_SHARE = 50;

  private static final long KEPT_CLUSTERS = 4096;

  static Usage read(InodeTable inodes) throws IOException {
    Superblock superblock = inodes.superblock();
    long freeClusters = 0;
    long freeInodes = 0;
    long groupsLeft = superblock.groups();
    for (long index = 0; index < superblock.descriptorBlocks(); index++) {
      Struct s = inodes.groups().descriptors(index);
      long count = Math.min(groupsLeft, superblock.descriptorsPerBlock());
      for (int i = 0; i < count; i++) {
        int size = superblock.descriptorSize();
        GroupDescriptor group = GroupDescriptor.read(s, i * size, size);
        freeClusters += group.freeClusters();
        freeInodes += group.freeInodes();
      }
      groupsLeft -= count;
    }
    long clusterBlocks = superblock.clusterBlocks();
    long total = superblock.blocks() - overhead(inodes) * clusterBlocks;
    long free = freeClusters * clusterBlocks;
    long reserved = superblock.reservedBlocks() + kept(superblock);
    return new Usage(total, free, Math.max(free - reserved, 0), freeInodes);
  }

  private static long kept(Superblock superblock) {
    if (!superblock.features().hasIncompat(Features.INCOMPAT_EXTENTS)) {
      return 0;
    }
    long clusters = superblock.blocks() / superblock.clusterBlocks() / KEPT_SHARE;
    return Math.min(clusters, KEPT_CLUSTERS) * superblock.clusterBlocks();
  }

  /** Returns the clusters that metadata of a fixed place takes. */
  private static long overhead(InodeTable inodes) throws IOException {
    Superblock superblock = inodes.superblock();
    if (superblock.features().hasRoCompat(Features.RO_COMPAT_BIGALLOC)) {
      long stored = superblock.overheadClusters();
      return stored > 0 && stored <= superblock.blocks()
          ? stored
          : clustersOfMetadata(inodes) + journalClusters(inodes);
    }
    long overhead = superblock.firstDataBlock();
    Budget budget = inodes.volume().session().budget();
    for (long group = 0; group < superblock.groups(); group++) {
      budget.check();
      overhead += inodes.groups().descriptorBlocks(group) + superblock.inodeTableBlocks() + 2;
      if (inodes.groups().hasSuperblock(group)) {
        overhead += 1 + superblock.reservedGdtBlocks();
      }
    }
    return overhead + journalClusters(inodes);
  }

  private static long journalClusters(InodeTable inodes) throws IOException {
    Superblock superblock = inodes.superblock();
    if (!superblock.features().hasCompat(Features.COMPAT_HAS_JOURNAL)
        || superblock.journalInode() == 0) {
      return 0;
    }
    long blocks = inodes.read(superblock.journalInode()).size() / superblock.blockSize();
    return (blocks + superblock.clusterBlocks() - 1) / superblock.clusterBlocks();
  }

  /** Counts each cluster once, however many structures share it. */
  private static long clustersOfMetadata(InodeTable inodes) throws IOException {
    Superblock superblock = inodes.superblock();
    int ratio = superblock.clusterBlocks();
    int groups = Math.toIntExact(Math.min(superblock.groups(), Integer.MAX_VALUE / 8));
    inodes.volume().session().budget().reserve(groups * 64L, "the list of metadata");
    long[][] runs = new long[groups * 4][];
    for (int i = 0; i < groups; i++) {
      GroupDescriptor group = inodes.groups().descriptor(i);
      long first = superblock.firstDataBlock() + i * superblock.blocksPerGroup();
      long head = inodes.groups().descriptorBlocks(i) + (inodes.groups().hasSuperblock(i) ? 1 : 0);
      runs[i * 4] = run(first, head, ratio);
      runs[i * 4 + 1] = run(group.blockBitmap(), 1, ratio);
      runs[i * 4 + 2] = run(group.inodeBitmap(), 1, ratio);
      runs[i * 4 + 3] = run(group.inodeTable(), superblock.inodeTableBlocks(), ratio);
    }
    Arrays.sort(runs, (a, b) -> Long.compare(a[0], b[0]));
    long clusters = superblock.firstDataBlock() / ratio;
    long counted = 0;
    for (long[] run : runs) {
      long from = Math.max(run[0], counted);
      clusters += Math.max(run[1] - from, 0);
      counted = Math.max(counted, run[1]);
    }
    return clusters;
  }

  /** Returns the clusters {@code [from, to)} that some blocks lie in. */
  private static long[] run(long block, long count, int ratio) {
    return new long[] {block / ratio, (block + count + ratio - 1) / ratio};
  }
}
