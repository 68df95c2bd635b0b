package io.guestkit.filesystem.ext;

import io.guestkit.block.BlockSource;
import io.guestkit.block.Struct;
import java.io.IOException;

/** Where the descriptors of the block groups are, and which groups hold copies of them. */
record BlockGroups(BlockSource volume, Superblock superblock) {

  /** Returns the descriptor of a group. */
  GroupDescriptor descriptor(long group) throws IOException {
    int perBlock = superblock.descriptorsPerBlock();
    int size = superblock.descriptorSize();
    long offset =
        descriptorBlock(group / perBlock) * superblock.blockSize() + group % perBlock * size;
    Struct s = Struct.littleEndian("group descriptor " + group, volume, offset, size);
    GroupDescriptor descriptor = GroupDescriptor.read(s, 0, size);
    s.check(
        superblock.holds(descriptor.inodeTable(), superblock.inodeTableBlocks()),
        0x08,
        "inode table at block %d",
        descriptor.inodeTable());
    return descriptor;
  }

  /** Returns a block of descriptors as it is. */
  Struct descriptors(long index) throws IOException {
    return Struct.littleEndian(
        "group descriptors",
        volume,
        descriptorBlock(index) * superblock.blockSize(),
        superblock.blockSize());
  }

  /** Returns where a block of descriptors is: behind the superblock, or in the groups it is of. */
  private long descriptorBlock(long index) {
    if (!inOwnGroups(index)) {
      return Superblock.OFFSET / superblock.blockSize() + index + 1;
    }
    long group = index * superblock.descriptorsPerBlock();
    long first = superblock.firstDataBlock() + group * superblock.blocksPerGroup();
    // With bigalloc, blocks of 1 KiB count from 0 and the superblock is still at 1024.
    boolean shifted =
        superblock.blockSize() == 1024 && index == 0 && superblock.firstDataBlock() == 0;
    return first + (hasSuperblock(group) ? 1 : 0) + (shifted ? 1 : 0);
  }

  private boolean inOwnGroups(long index) {
    return superblock.features().hasIncompat(Features.INCOMPAT_META_BG)
        && index >= superblock.firstMetaBg();
  }

  /** Returns whether a group starts with a copy of the superblock. */
  boolean hasSuperblock(long group) {
    Features features = superblock.features();
    if (group == 0) {
      return true;
    }
    if (features.hasCompat(Features.COMPAT_SPARSE_SUPER2)) {
      return group == superblock.backupGroups()[0] || group == superblock.backupGroups()[1];
    }
    if (group == 1 || !features.hasRoCompat(Features.RO_COMPAT_SPARSE_SUPER)) {
      return true;
    }
    return isPowerOf(3, group) || isPowerOf(5, group) || isPowerOf(7, group);
  }

  private static boolean isPowerOf(int base, long group) {
    long power = base;
    while (power < group) {
      power *= base;
    }
    return power == group;
  }

  /** Returns how many blocks of descriptors a group holds. */
  long descriptorBlocks(long group) {
    int perBlock = superblock.descriptorsPerBlock();
    if (inOwnGroups(group / perBlock)) {
      long within = group % perBlock;
      return within == 0 || within == 1 || within == perBlock - 1 ? 1 : 0;
    }
    if (!hasSuperblock(group)) {
      return 0;
    }
    return superblock.features().hasIncompat(Features.INCOMPAT_META_BG)
        ? superblock.firstMetaBg()
        : superblock.descriptorBlocks();
  }
}
