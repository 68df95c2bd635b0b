package io.guestkit.filesystem.ext.jbd2;

import io.guestkit.block.BlockSource;
import io.guestkit.block.CorruptImageException;
import io.guestkit.block.ReadSession;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** A volume with the blocks of its journal in their places. The journal's bytes stay there. */
final class ReplayedVolume implements BlockSource {
  private final BlockSource volume;
  private final BlockSource log;
  private final JournalSuperblock journal;
  private final long[] blocks;
  private final LoggedBlock[] logged;

  /**
   * Lays blocks over a volume.
   *
   * @param logged the blocks, in ascending order
   */
  ReplayedVolume(
      BlockSource volume, BlockSource log, JournalSuperblock journal, LoggedBlock[] logged) {
    this.volume = volume;
    this.log = log;
    this.journal = journal;
    this.logged = logged;
    this.blocks = new long[logged.length];
    for (int i = 0; i < logged.length; i++) {
      blocks[i] = logged[i].block();
    }
  }

  @Override
  public String name() {
    return volume.name();
  }

  @Override
  public long size() {
    return volume.size();
  }

  @Override
  public ReadSession session() {
    return volume.session();
  }

  @Override
  public void readFully(long offset, ByteBuffer target) throws IOException {
    checkRange(offset, target.remaining());
    int blockSize = journal.blockSize();
    long position = offset;
    while (target.hasRemaining()) {
      long block = position / blockSize;
      int found = Arrays.binarySearch(blocks, block);
      int within = (int) (position % blockSize);
      int length;
      if (found >= 0) {
        length = Math.min(blockSize - within, target.remaining());
        target.put(bytes(logged[found]), within, length);
      } else {
        int next = -found - 1;
        long left = next < blocks.length ? (blocks[next] - block) * blockSize - within : size();
        length = (int) Math.min(left, target.remaining());
        volume.readFully(position, target.slice(target.position(), length));
        target.position(target.position() + length);
      }
      position += length;
    }
  }

  private byte[] bytes(LoggedBlock block) throws IOException {
    long offset = block.logBlock() * journal.blockSize();
    byte[] bytes = log.readBytes(offset, journal.blockSize());
    if (journal.hasChecksums()) {
      byte[] sequence = ByteBuffer.allocate(Integer.BYTES).putInt(block.sequence()).array();
      int checksum = Checksums.of(journal.uuid(), sequence, bytes);
      boolean whole = journal.has(JournalSuperblock.INCOMPAT_CSUM_V3);
      if (block.checksum() != (whole ? checksum : checksum & 0xffff)) {
        throw new CorruptImageException(
            "journal of " + volume.name(), offset, "checksum of block " + block.block());
      }
    }
    if (block.escaped()) {
      ByteBuffer.wrap(bytes).putInt(JournalSuperblock.MAGIC);
    }
    return bytes;
  }
}
