package io.guestkit.filesystem.xfs.layout;

import io.guestkit.block.BlockSource;
import io.guestkit.block.CorruptImageException;
import io.guestkit.block.Struct;
import java.io.IOException;

/** The inodes of a volume by their number, and where the blocks of each are. Thread-safe. */
public final class Inodes {
  /** 32 KiB: the 64 inodes of 512 bytes that are allocated together are read together. */
  private static final int WINDOW = 32 << 10;

  /** 128: 4 MiB, for walks that go on in one group while they come back to another. */
  private static final int WINDOWS = 128;

  private final BlockSource volume;
  private final Superblock superblock;
  private final RecentBlocks<Struct> windows = new RecentBlocks<>(WINDOWS);

  /** Makes the table of a volume. */
  public Inodes(BlockSource volume, Superblock superblock) {
    this.volume = volume;
    this.superblock = superblock;
  }

  /** Returns the volume. */
  public BlockSource volume() {
    return volume;
  }

  /** Returns its superblock. */
  public Superblock superblock() {
    return superblock;
  }

  /**
   * Returns an inode that is in use.
   *
   * @throws CorruptImageException if there is none of this number
   */
  public Inode read(long number) throws IOException {
    if (!superblock.holdsInode(number)) {
      throw new CorruptImageException(
          "inode " + number + " of " + volume.name(), 0, "is outside of the filesystem");
    }
    long offset = superblock.inodeOffset(number);
    long start = offset - offset % WINDOW;
    Struct window = windows.get(start);
    if (window == null) {
      int length = (int) Math.min(WINDOW, volume.size() - start);
      int inodeLength = superblock.inodeSize();
      if (offset > volume.size() - inodeLength) {
        throw new CorruptImageException(
            "inode " + number + " of " + volume.name(), offset, "is past the end");
      }
      window = Struct.bigEndian("inodes", volume, start, length);
      windows.put(start, window);
    }
    int at = (int) (offset - start);
    return Inode.read(
        window.inner("inode " + number, at, superblock.inodeSize()), number, superblock);
  }

  /**
   * Returns where the blocks of a fork are.
   *
   * @throws CorruptImageException if the fork has no blocks by its form
   */
  public BlockMap blocks(Inode inode, Fork fork) throws IOException {
    Struct s = fork.s();
    if (fork.form() == Fork.Form.TREE) {
      return new ExtentTree(volume, superblock, inode.inode(), s);
    }
    s.check(fork.form() == Fork.Form.EXTENTS, 0, "fork without blocks");
    long most = s.length() / Extents.RECORD;
    s.check(fork.extents() <= most, 0, "%d extents where %d fit", fork.extents(), most);
    Extents extents = Extents.read(superblock, s, 0, (int) fork.extents(), 0, Long.MAX_VALUE);
    return extents::find;
  }

  /** Returns the blocks of a fork as bytes up to a size. */
  public MappedContent content(Inode inode, Fork fork, long size) throws IOException {
    return new MappedContent(name(inode), volume, superblock, blocks(inode, fork), size);
  }

  /** Returns what messages call an inode. */
  public String name(Inode inode) {
    return "inode " + inode.inode() + " of " + volume.name();
  }
}
