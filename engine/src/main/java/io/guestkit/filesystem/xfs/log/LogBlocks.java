package io.guestkit.filesystem.xfs.log;

import io.guestkit.block.BlockSource;
import io.guestkit.block.CorruptImageException;
import io.guestkit.block.Struct;
import io.guestkit.filesystem.xfs.layout.Superblock;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * The log as a circle of blocks of 512 bytes. The first word of each says in which round it was
 * written, but in the header of a record, where it is the second.
 *
 * @param source the bytes of the log
 * @param superblock of the filesystem
 * @param count blocks of the log
 */
record LogBlocks(BlockSource source, Superblock superblock, long count) {
  static final int BLOCK = 512;

  /** 2 GiB: the longest log that the kernel takes. */
  private static final long MAX_LENGTH = 2L << 30;

  private static final int PIECE = 128;

  static LogBlocks of(BlockSource volume, Superblock superblock) throws IOException {
    long offset = superblock.offset(superblock.logStart());
    long length = superblock.logBlocks() * superblock.blockSize();
    if (length > MAX_LENGTH) {
      throw new CorruptImageException("log of " + volume.name(), offset, length + " bytes long");
    }
    BlockSource source = volume.slice("log of " + volume.name(), offset, length);
    return new LogBlocks(source, superblock, length / BLOCK);
  }

  /** Returns a block that may lie past the end, where the log goes on at its start. */
  Struct block(long index) throws IOException {
    source.session().budget().check();
    return Struct.bigEndian("log block", source, index % count * BLOCK, BLOCK);
  }

  /** Returns blocks, which may go around the end. */
  byte[] read(long index, int blocks) throws IOException {
    byte[] bytes = new byte[blocks * BLOCK];
    long first = index % count;
    int straight = (int) Math.min(blocks, count - first) * BLOCK;
    source.readFully(first * BLOCK, ByteBuffer.wrap(bytes, 0, straight));
    source.readFully(0, ByteBuffer.wrap(bytes, straight, bytes.length - straight));
    return bytes;
  }

  /** Returns the round in which a block was written. */
  int cycle(long index) throws IOException {
    return cycle(block(index), 0);
  }

  private static int cycle(Struct s, int at) {
    return s.i32(at) == RecordHeader.MAGIC ? s.i32(at + Integer.BYTES) : s.i32(at);
  }

  boolean isHeader(long index) throws IOException {
    return block(index).i32(0) == RecordHeader.MAGIC;
  }

  /** Returns the first block of some that was written in a round, or -1. */
  long firstOf(int cycle, long from, long to) throws IOException {
    for (long index = from; index < to; index += PIECE) {
      int blocks = (int) Math.min(PIECE, to - index);
      Struct s = Struct.bigEndian("log blocks", source, index * BLOCK, blocks * BLOCK);
      for (int i = 0; i < blocks; i++) {
        if (cycle(s, i * BLOCK) == cycle) {
          return index + i;
        }
      }
    }
    return -1;
  }
}
