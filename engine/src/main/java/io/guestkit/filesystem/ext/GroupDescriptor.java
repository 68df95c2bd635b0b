package io.guestkit.filesystem.ext;

import io.guestkit.block.Struct;

/**
 * Group descriptor, little-endian. Source: Linux Documentation/filesystems/ext4, "Block Group
 * Descriptors".
 *
 * @param blockBitmap block of the block bitmap
 * @param inodeBitmap block of the inode bitmap
 * @param inodeTable first block of the inodes
 * @param freeClusters clusters not in use
 * @param freeInodes inodes not in use
 */
record GroupDescriptor(
    long blockBitmap, long inodeBitmap, long inodeTable, long freeClusters, long freeInodes) {
  private static final int WIDE = 64;

  /** Returns the descriptor at an offset in a block of them. */
  static GroupDescriptor read(Struct s, int at, int size) {
    long blockBitmap = s.u32(at);
    long inodeBitmap = s.u32(at + 0x04);
    long inodeTable = s.u32(at + 0x08);
    long freeClusters = s.u16(at + 0x0c);
    long freeInodes = s.u16(at + 0x0e);
    if (size >= WIDE) {
      blockBitmap |= s.u32(at + 0x20) << 32;
      inodeBitmap |= s.u32(at + 0x24) << 32;
      inodeTable |= s.u32(at + 0x28) << 32;
      freeClusters |= (long) s.u16(at + 0x2c) << 16;
      freeInodes |= (long) s.u16(at + 0x2e) << 16;
    }
    return new GroupDescriptor(blockBitmap, inodeBitmap, inodeTable, freeClusters, freeInodes);
  }
}
