package io.guestkit.filesystem.ext.jbd2;

import io.guestkit.block.BlockSource;
import java.io.IOException;
import java.util.Optional;

/**
 * What a journal makes of its volume.
 *
 * @param volume the volume after its recovery
 * @param nextSequence the transaction that fast commits must be of
 * @param fastCommits the blocks of fast commits, where there are any
 */
public record Journal(BlockSource volume, int nextSequence, Optional<BlockSource> fastCommits) {

  /**
   * Replays a journal in memory.
   *
   * @param log the journal: the content of its inode
   * @param volume the volume it is of
   * @param blockSize bytes per block of both
   * @throws io.guestkit.block.ImageException if it cannot be replayed
   */
  public static Journal replay(BlockSource log, BlockSource volume, int blockSize)
      throws IOException {
    JournalSuperblock journal = JournalSuperblock.read(log, blockSize);
    if (journal.start() == 0) {
      return new Journal(volume, journal.sequence(), Optional.empty());
    }
    Recovery recovery = new Recovery(log, journal);
    recovery.run();
    LoggedBlock[] blocks = recovery.blocks();
    BlockSource replayed =
        blocks.length == 0 ? volume : new ReplayedVolume(volume, log, journal, blocks);
    return new Journal(replayed, recovery.nextSequence(), fastCommits(log, journal));
  }

  /** Fast commits follow the log, after one block that is left out. */
  private static Optional<BlockSource> fastCommits(BlockSource log, JournalSuperblock journal)
      throws IOException {
    if (journal.fastCommitBlocks() < 2) {
      return Optional.empty();
    }
    long from = (journal.end() + 1) * journal.blockSize();
    long length = (journal.fastCommitBlocks() - 1) * journal.blockSize();
    return Optional.of(log.slice("fast commits of " + log.name(), from, length));
  }
}
