package io.guestkit.filesystem.xfs.log;

import io.guestkit.filesystem.xfs.layout.Checksum;
import io.guestkit.filesystem.xfs.layout.Inode;
import io.guestkit.filesystem.xfs.layout.Superblock;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Writes the inodes that a transaction allocated: its item says in big-endian which, from which
 * block of which group, and their generation. Source: "XFS Algorithms &amp; Data Structures",
 * "Inode Creation".
 */
record InodeCreation(Overlay overlay, Superblock superblock, Cancellations cancellations) {
  private static final int LENGTH = 28;

  /** 64: what is allocated at once, or all inodes of a larger block. */
  private static final int CHUNK = 64;

  void replay(Item item) throws IOException {
    ByteBuffer s = ByteBuffer.wrap(item.region(0, LENGTH).array());
    long group = s.getInt(4) & 0xffff_ffffL;
    long block = s.getInt(8) & 0xffff_ffffL;
    int count = s.getInt(12);
    long blocks = s.getInt(20) & 0xffff_ffffL;
    long first = group << superblock.agBlockLog() | block;
    Item.check(
        group < superblock.agCount()
            && block < superblock.agBlocks()
            && superblock.holds(first, blocks)
            && s.getInt(16) == superblock.inodeSize()
            && count > 0
            && count <= Math.max(CHUNK, 1 << superblock.inodesPerBlockLog())
            && count == blocks << superblock.inodesPerBlockLog(),
        "%d inodes in %d blocks at %d".formatted(count, blocks, first));
    long offset = superblock.offset(first);
    long length = blocks * superblock.blockSize();
    if (cancellations.holdsAny(offset / BufferFormat.SECTOR, length / BufferFormat.SECTOR)) {
      return; // the blocks were freed later, and may have been used for something else
    }
    overlay.check(offset, (int) length);
    byte[] bytes = new byte[(int) length];
    for (int i = 0; i < count; i++) {
      write(bytes, i * superblock.inodeSize(), (first << superblock.inodesPerBlockLog()) + i, s);
    }
    overlay.write(offset, bytes);
  }

  private void write(byte[] bytes, int at, long number, ByteBuffer item) {
    ByteBuffer inode = ByteBuffer.wrap(bytes);
    inode.putShort(at, (short) 0x494e).put(at + 0x04, (byte) 3);
    inode.putInt(at + 0x5c, item.getInt(24)).putInt(at + 0x60, -1).putLong(at + 0x98, number);
    inode.put(at + 0xa0, superblock.metaUuid());
    Checksum.seal(bytes, at, superblock.inodeSize(), Inode.CHECKSUM_AT);
  }
}
