package io.guestkit.filesystem.xfs.layout;

import io.guestkit.block.CorruptImageException;
import io.guestkit.block.Struct;

/**
 * Records of extents that lie one behind the other, big-endian, 128 bits each: unwritten (1 bit),
 * first block of the file (54), first block on the volume (52), blocks (21). Source: "XFS
 * Algorithms &amp; Data Structures", "Extent List".
 *
 * @param s what holds them
 * @param first offset of the first record
 * @param from block of the file at which they start to count
 * @param to block of the file before which they end
 */
record Extents(Superblock superblock, Struct s, int first, int count, long from, long to) {
  static final int RECORD = 16;

  private static final int BLOCK_BITS = 43;
  private static final int COUNT_BITS = 21;

  /** Checks that the records ascend. */
  static Extents read(Superblock superblock, Struct s, int first, int count, long from, long to)
      throws CorruptImageException {
    Extents extents = new Extents(superblock, s, first, count, from, to);
    long end = 0;
    for (int index = 0; index < count; index++) {
      int at = extents.at(index);
      s.check(extents.blocks(index) > 0, at + 8, "extent without blocks");
      s.check(
          extents.start(index) >= end,
          at,
          "extent from block %d before %d",
          extents.start(index),
          end);
      end = extents.start(index) + extents.blocks(index);
    }
    return extents;
  }

  private int at(int index) {
    return first + index * RECORD;
  }

  private long start(int index) {
    return (s.bits64(at(index)) & Long.MAX_VALUE) >>> 9;
  }

  private long blocks(int index) {
    return s.bits64(at(index) + 8) & ((1L << COUNT_BITS) - 1);
  }

  private long physical(int index) {
    long high = s.bits64(at(index)) & 0x1ff;
    return high << BLOCK_BITS | s.bits64(at(index) + 8) >>> COUNT_BITS;
  }

  private boolean isUnwritten(int index) {
    return s.bits64(at(index)) < 0;
  }

  /** Returns the run at a block between {@link #from} and {@link #to}. */
  BlockMap.Run find(long logical) throws CorruptImageException {
    int index = floor(logical);
    if (index >= 0) {
      long within = logical - start(index);
      long blocks = blocks(index);
      if (within < blocks) {
        long physical = physical(index);
        s.check(
            superblock.holds(physical, blocks),
            at(index),
            "extent of %d blocks at %d",
            blocks,
            physical);
        return isUnwritten(index)
            ? BlockMap.Run.hole(blocks - within)
            : new BlockMap.Run(physical + within, blocks - within);
      }
    }
    long end = index + 1 < count ? start(index + 1) : to;
    s.check(end > logical, at(index + 1), "extent outside of its node");
    return BlockMap.Run.hole(end - logical);
  }

  /** Returns the last record that starts at or before a block, or -1. */
  private int floor(long logical) {
    int low = 0;
    int high = count - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      if (start(middle) <= logical) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return high;
  }
}
