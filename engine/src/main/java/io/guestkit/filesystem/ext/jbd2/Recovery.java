package io.guestkit.filesystem.ext.jbd2;

import io.guestkit.block.BlockSource;
import io.guestkit.block.Budget;
import io.guestkit.block.CorruptImageException;
import io.guestkit.block.Struct;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Goes through the log of a journal once, and keeps what its complete transactions wrote. */
final class Recovery {
  private static final int DESCRIPTOR = 1;
  private static final int COMMIT = 2;
  private static final int REVOKE = 5;
  private static final int COMMIT_CHECKSUM_AT = 0x10;
  private static final int CRC32 = 1;

  private final BlockSource log;
  private final JournalSuperblock journal;
  private final Budget budget;
  private final List<LoggedBlock> committed = new ArrayList<>();
  private final Map<Long, Integer> revoked = new HashMap<>();
  private final List<LoggedBlock> pending = new ArrayList<>();
  private final List<Long> pendingRevoked = new ArrayList<>();
  private int sequence;
  private long position;
  private long blocksLeft;
  private int transactionChecksum = -1;
  private boolean checksumSeen;

  Recovery(BlockSource log, JournalSuperblock journal) {
    this.log = log;
    this.journal = journal;
    this.budget = log.session().budget();
    this.sequence = journal.sequence();
    this.position = journal.start();
    // The log holds each of its blocks once.
    this.blocksLeft = journal.end() - journal.first();
  }

  /** Returns the transaction behind the last complete one. */
  int nextSequence() {
    return sequence;
  }

  /**
   * Reads the log.
   *
   * @throws CorruptImageException if it ends in a block that is of the log and is damaged
   */
  void run() throws IOException {
    while (blocksLeft > 0) {
      budget.check();
      Struct s =
          Struct.bigEndian(
              "journal block", log, position * journal.blockSize(), journal.blockSize());
      if (s.i32(0x00) != JournalSuperblock.MAGIC || s.i32(0x08) != sequence) {
        return;
      }
      advance();
      switch (s.i32(0x04)) {
        case DESCRIPTOR -> descriptor(s);
        case REVOKE -> revoke(s);
        case COMMIT -> {
          if (!commit(s)) {
            return;
          }
        }
        default -> {
          return;
        }
      }
    }
  }

  private void advance() {
    position = position + 1 < journal.end() ? position + 1 : journal.first();
    blocksLeft--;
  }

  private void descriptor(Struct s) throws IOException {
    checkTail(s);
    boolean summed = (journal.compat() & JournalSuperblock.COMPAT_CHECKSUM) != 0;
    if (summed) {
      transactionChecksum = Checksums.crc32(transactionChecksum, s.bytes(0, s.length()));
    }
    for (Descriptor.Tag tag : Descriptor.read(s, journal).tags()) {
      budget.reserve(LoggedBlock.MEMORY_BYTES, "the journal of " + log.name());
      pending.add(new LoggedBlock(tag.block(), position, sequence, tag.checksum(), tag.escaped()));
      if (summed) {
        byte[] bytes = log.readBytes(position * journal.blockSize(), journal.blockSize());
        transactionChecksum = Checksums.crc32(transactionChecksum, bytes);
      }
      advance();
    }
  }

  private void revoke(Struct s) throws IOException {
    checkTail(s);
    for (long block : Descriptor.revoked(s, journal)) {
      budget.reserve(LoggedBlock.MEMORY_BYTES, "the journal of " + log.name());
      pendingRevoked.add(block);
    }
  }

  private void checkTail(Struct s) throws IOException {
    if (journal.hasChecksums()) {
      byte[] bytes = s.bytes(0, s.length());
      int at = s.length() - Descriptor.TAIL;
      int stored = Checksums.take(bytes, at);
      s.check(stored == Checksums.of(journal.uuid(), bytes), at, "checksum %#x", stored);
    }
  }

  /** Takes over what the transaction wrote; returns false where it was not written completely. */
  private boolean commit(Struct s) throws IOException {
    if (!isComplete(s)) {
      boolean expected = journal.has(JournalSuperblock.INCOMPAT_ASYNC_COMMIT);
      s.check(expected, COMMIT_CHECKSUM_AT, "checksum of transaction %d", sequence);
      return false;
    }
    committed.addAll(pending);
    for (long block : pendingRevoked) {
      revoked.put(block, sequence);
    }
    pending.clear();
    pendingRevoked.clear();
    transactionChecksum = -1;
    sequence++;
    return true;
  }

  private boolean isComplete(Struct s) {
    int stored = s.i32(COMMIT_CHECKSUM_AT);
    if (journal.hasChecksums()) {
      byte[] bytes = s.bytes(0, s.length());
      Checksums.take(bytes, COMMIT_CHECKSUM_AT);
      return stored == Checksums.of(journal.uuid(), bytes);
    }
    if ((journal.compat() & JournalSuperblock.COMPAT_CHECKSUM) == 0) {
      return true;
    }
    int type = s.u8(0x0c);
    int size = s.u8(0x0d);
    if (type == CRC32 && size == Integer.BYTES && stored == transactionChecksum) {
      checksumSeen = true;
      return true;
    }
    // The feature may have been turned on later than the transaction was written.
    return type == 0 && size == 0 && stored == 0 && !checksumSeen;
  }

  /** Returns the last bytes of each block that no later transaction revoked, in ascending order. */
  LoggedBlock[] blocks() {
    Map<Long, LoggedBlock> last = new HashMap<>();
    for (LoggedBlock block : committed) {
      Integer revokedBy = revoked.get(block.block());
      // Sequences are compared by their distance because they wrap around.
      if (revokedBy == null || block.sequence() - revokedBy > 0) {
        last.put(block.block(), block);
      }
    }
    LoggedBlock[] blocks = last.values().toArray(new LoggedBlock[0]);
    Arrays.sort(blocks, (a, b) -> Long.compare(a.block(), b.block()));
    return blocks;
  }
}
