package io.guestkit.filesystem.ext.jbd2;

import io.guestkit.block.BlockSource;
import io.guestkit.block.Struct;
import io.guestkit.block.UnsupportedImageException;
import java.io.IOException;

/**
 * Superblock of a journal, big-endian, in its first block. Source: Linux
 * Documentation/filesystems/ext4, "Journal Super Block".
 *
 * @param length blocks of the journal
 * @param first first block of the log
 * @param sequence first transaction that the log holds
 * @param start block of that transaction, 0 where the log is empty
 * @param compat compatible features
 * @param incompat incompatible features
 * @param uuid starts every checksum
 * @param fastCommitBlocks blocks behind the log that hold fast commits
 */
@SuppressWarnings("ArrayRecordComponent") // never changed once it is read
record JournalSuperblock(
    int blockSize,
    long length,
    long first,
    int sequence,
    long start,
    long compat,
    long incompat,
    byte[] uuid,
    long fastCommitBlocks) {
  static final int MAGIC = 0xc03b3998;

  static final long COMPAT_CHECKSUM = 0x1;
  static final long INCOMPAT_64BIT = 0x2;
  static final long INCOMPAT_ASYNC_COMMIT = 0x4;
  static final long INCOMPAT_CSUM_V2 = 0x8;
  static final long INCOMPAT_CSUM_V3 = 0x10;
  static final long INCOMPAT_FAST_COMMIT = 0x20;

  private static final long INCOMPAT_READ = 0x3f;
  private static final int LENGTH = 1024;
  private static final int CHECKSUM_AT = 0xfc;
  private static final int VERSION_1 = 3;
  private static final int VERSION_2 = 4;

  /** 256: what jbd2 takes where the superblock does not say. */
  private static final long DEFAULT_FAST_COMMIT_BLOCKS = 256;

  /** 1024: jbd2 gives no blocks of a log to fast commits that would leave it fewer. */
  private static final long MIN_LOG_BLOCKS = 1024;

  static JournalSuperblock read(BlockSource log, int blockSize) throws IOException {
    Struct s = Struct.bigEndian("journal superblock", log, 0, LENGTH);
    int magic = s.i32(0x00);
    long type = s.u32(0x04);
    long length = s.u32(0x10);
    long first = s.u32(0x14);
    long start = s.u32(0x1c);
    boolean hasFeatures = type == VERSION_2;
    long compat = hasFeatures ? s.u32(0x24) : 0;
    long incompat = hasFeatures ? s.u32(0x28) : 0;

    s.check(magic == MAGIC, 0x00, "magic %#x", magic);
    s.check(type == VERSION_1 || type == VERSION_2, 0x04, "block type %d", type);
    s.check(s.u32(0x0c) == blockSize, 0x0c, "block size %d", s.u32(0x0c));
    s.check(length <= log.size() / blockSize, 0x10, "length of %d blocks", length);
    s.check(first > 0 && first < length, 0x14, "log from block %d", first);
    s.check(
        start == 0 || (start >= first && start < length), 0x1c, "log starts at block %d", start);
    if ((incompat & ~INCOMPAT_READ) != 0) {
      throw new UnsupportedImageException(
          "journal of %s: feature %#x".formatted(log.name(), incompat & ~INCOMPAT_READ));
    }
    JournalSuperblock superblock =
        new JournalSuperblock(
            blockSize,
            length,
            first,
            s.i32(0x18),
            start,
            compat,
            incompat,
            s.bytes(0x30, 16),
            fastCommitBlocks(s, incompat, length));
    if (superblock.hasChecksums()) {
      byte[] bytes = s.bytes(0, LENGTH);
      int stored = Checksums.take(bytes, CHECKSUM_AT);
      s.check(stored == Checksums.of(bytes), CHECKSUM_AT, "checksum %#x", stored);
    }
    return superblock;
  }

  private static long fastCommitBlocks(Struct s, long incompat, long length) {
    if ((incompat & INCOMPAT_FAST_COMMIT) == 0) {
      return 0;
    }
    long blocks = s.u32(0x54) == 0 ? DEFAULT_FAST_COMMIT_BLOCKS : s.u32(0x54);
    return length - blocks < MIN_LOG_BLOCKS ? 0 : blocks;
  }

  boolean has(long incompatible) {
    return (incompat & incompatible) != 0;
  }

  /** Returns whether blocks of the journal carry checksums of their own. */
  boolean hasChecksums() {
    return has(INCOMPAT_CSUM_V2 | INCOMPAT_CSUM_V3);
  }

  /** Returns the block at which the log goes on at {@link #first}. */
  long end() {
    return length - fastCommitBlocks;
  }
}
