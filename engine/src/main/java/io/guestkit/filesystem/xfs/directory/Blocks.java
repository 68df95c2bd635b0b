package io.guestkit.filesystem.xfs.directory;

import io.guestkit.block.Struct;
import io.guestkit.filesystem.xfs.layout.BlockHeader;
import io.guestkit.filesystem.xfs.layout.Inode;
import io.guestkit.filesystem.xfs.layout.MappedContent;
import io.guestkit.filesystem.xfs.layout.RecentBlocks;
import io.guestkit.filesystem.xfs.layout.Superblock;
import java.io.IOException;

/** The blocks of one directory, checked. Those of look-ups are kept for the next ones. */
record Blocks(Inode directory, MappedContent content, RecentBlocks<Kept> recent) {

  /** A block that was checked, and the directory that it is of. */
  record Kept(long inode, Struct s) {}

  private Superblock superblock() {
    return content.superblock();
  }

  /** Returns a block of entries by its offset. */
  Struct data(long offset) throws IOException {
    return block(offset, BlockHeader.DIRECTORY);
  }

  /** Returns a block of the index by its offset. */
  Struct index(long offset) throws IOException {
    return block(offset, BlockHeader.INDEX);
  }

  private Struct block(long offset, BlockHeader header) throws IOException {
    long place = content.place(offset);
    Kept kept = recent.get(place);
    if (kept != null && kept.inode == directory.inode()) {
      return kept.s;
    }
    int length = superblock().directoryBlockSize();
    Struct s = Struct.bigEndian("directory block", content, offset, length);
    s.check(place >= 0, 0, "is not there");
    check(s, place, header);
    recent.put(place, new Kept(directory.inode(), s));
    return s;
  }

  /** Checks the header of a block; the magic of a block of the index is its reader's matter. */
  void check(Struct s, long place, BlockHeader header) throws IOException {
    boolean v5 = superblock().features().hasChecksums();
    if (header == BlockHeader.DIRECTORY) {
      DataBlock.checkMagic(s, v5);
    }
    if (v5) {
      header.check(s, superblock(), place, directory.inode());
    }
  }
}
