package io.guestkit.filesystem.xfs;

import io.guestkit.block.Struct;
import io.guestkit.filesystem.xfs.layout.BlockHeader;
import io.guestkit.filesystem.xfs.layout.BlockMap;
import io.guestkit.filesystem.xfs.layout.Fork;
import io.guestkit.filesystem.xfs.layout.Inode;
import io.guestkit.filesystem.xfs.layout.Inodes;
import io.guestkit.filesystem.xfs.layout.MappedContent;
import io.guestkit.filesystem.xfs.layout.Superblock;
import java.io.IOException;

/**
 * Targets of symbolic links: in the inode, or in extents that in version 5 have a header each.
 * Source: "XFS Algorithms &amp; Data Structures", "Symbolic Links".
 */
record Links(Inodes inodes) {
  /** 1024: XFS_SYMLINK_MAXLEN. */
  private static final int MAX_LENGTH = 1024;

  private static final long MAGIC = 0x58534c4dL;
  private static final int HEADER = 56;

  byte[] target(Inode link) throws IOException {
    Fork fork = link.data();
    Struct s = fork.s();
    s.check(link.size() > 0 && link.size() <= MAX_LENGTH, 0, "link of %d bytes", link.size());
    int size = (int) link.size();
    if (fork.form() == Fork.Form.LOCAL) {
      s.check(size <= s.length(), 0, "link of %d bytes in the inode", size);
      return s.bytes(0, size);
    }
    MappedContent content = inodes.content(link, fork, Long.MAX_VALUE);
    return inodes.superblock().features().hasChecksums()
        ? withHeaders(link, content, size)
        : content.readBytes(0, size);
  }

  private byte[] withHeaders(Inode link, MappedContent content, int size) throws IOException {
    Superblock superblock = inodes.superblock();
    byte[] target = new byte[size];
    long block = 0;
    int done = 0;
    while (done < size) {
      BlockMap.Run run = content.map().at(block);
      long offset = block * superblock.blockSize();
      // What is left of a link and its headers never fills more than this.
      long most = (MAX_LENGTH + (long) HEADER) / superblock.blockSize() + 2;
      long blocks = Math.min(run.count(), most);
      int length = (int) (blocks * superblock.blockSize());
      Struct s = Struct.bigEndian("link " + inodes.name(link), content, offset, length);
      s.check(!run.isHole(), 0, "has no blocks");
      s.check(s.u32(0) == MAGIC, 0, "magic %#x", s.u32(0));
      BlockHeader.REMOTE.check(s, superblock, content.place(offset), link.inode());
      int count = Math.min(size - done, length - HEADER);
      s.check(s.u32(4) == done, 4, "bytes from %d", s.u32(4));
      s.check(s.u32(8) == count, 8, "%d bytes", s.u32(8));
      System.arraycopy(s.bytes(HEADER, count), 0, target, done, count);
      done += count;
      block += blocks;
    }
    return target;
  }
}
