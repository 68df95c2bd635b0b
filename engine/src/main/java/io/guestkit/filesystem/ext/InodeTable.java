package io.guestkit.filesystem.ext;

import io.guestkit.block.BlockSource;
import io.guestkit.block.CorruptImageException;
import io.guestkit.block.MemorySource;
import io.guestkit.block.Struct;
import java.io.IOException;

/** The inodes of a volume by their number, and where the blocks of each are. */
record InodeTable(
    BlockSource volume, Superblock superblock, BlockGroups groups, FastCommits commits) {

  static InodeTable of(BlockSource volume, Superblock superblock, FastCommits commits) {
    return new InodeTable(volume, superblock, new BlockGroups(volume, superblock), commits);
  }

  /**
   * Returns an inode that is in use.
   *
   * @throws CorruptImageException if there is none of this number
   */
  Inode read(long number) throws IOException {
    Struct s = raw(number, Math.min(superblock.inodeSize(), Inode.DECODED));
    Inode inode = Inode.read(s, number, superblock);
    s.check(inode.links() > 0, 0x1a, "no longer in use");
    s.check(!inode.has(Inode.EA_INODE), 0x20, "holds an attribute, not a file");
    return inode;
  }

  /** Returns an inode with all its bytes. */
  Struct whole(long number) throws IOException {
    return raw(number, superblock.inodeSize());
  }

  private Struct raw(long number, int length) throws IOException {
    BlockSource patched = commits.inode(number);
    return patched != null
        ? Struct.littleEndian("inode", patched, 0, length)
        : onDisk("inode " + number, number, length);
  }

  private Struct onDisk(String name, long number, int length) throws IOException {
    long group = (number - 1) / superblock.inodesPerGroup();
    if (number < 1 || number > superblock.inodes()) {
      throw new CorruptImageException(
          name + " of " + volume.name(), 0, "there are %d inodes".formatted(superblock.inodes()));
    }
    long table = groups.descriptor(group).inodeTable() * superblock.blockSize();
    long offset = table + (number - 1) % superblock.inodesPerGroup() * superblock.inodeSize();
    return Struct.littleEndian(name, volume, offset, length);
  }

  /** Returns where the blocks of a file or directory are. */
  BlockMap blocks(Inode inode) {
    BlockMap stored =
        inode.has(Inode.EXTENTS)
            ? new ExtentTree(volume, superblock, inode.map())
            : new IndirectBlocks(volume, superblock, inode.map());
    return commits.blocks(inode.inode(), stored);
  }

  /** Returns the blocks of a file as bytes up to a size. */
  BlockSource content(Inode inode, long size) {
    return new MappedContent(name(inode), volume, blocks(inode), superblock.blockSize(), size);
  }

  /** Returns bytes of an inode as a source. */
  MemorySource memory(Inode inode, byte[] bytes) {
    return new MemorySource(name(inode), bytes, volume.session());
  }

  private String name(Inode inode) {
    return "inode " + inode.inode() + " of " + volume.name();
  }
}
