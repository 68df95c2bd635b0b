package io.guestkit.filesystem.xfs.log;

import io.guestkit.block.Struct;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * Header of a record, big-endian, in one block and with records above 32 KiB in more. Source: "XFS
 * Algorithms &amp; Data Structures", "Log Records".
 *
 * @param s its first block
 * @param block where it is in the log
 * @param place its sequence number: the round, then the block
 * @param tail the sequence number of the oldest record that counts
 * @param headerBlocks blocks of the header
 * @param length bytes that follow
 * @param operations operations that start in them
 * @param format byte order of what is logged
 */
record RecordHeader(
    Struct s,
    long block,
    long place,
    long tail,
    int headerBlocks,
    int length,
    long operations,
    long format) {
  static final int MAGIC = 0xfeedbabe;

  /** 32 KiB: what one block of a header has words for. */
  static final int CYCLE_BYTES = 32 << 10;

  /** 256 KiB: the largest record that the kernel writes. */
  private static final int MAX_LENGTH = 256 << 10;

  private static final int CHECKSUM_AT = 32;
  private static final int CYCLES_AT = 44;
  private static final int FIRST_SIZE = 328;

  /** The size of the structure where a 32-bit machine wrote it. */
  private static final int FIRST_SIZE_32 = 324;

  private static final int MORE_CYCLES_AT = 4;
  private static final int MORE_SIZE = 260;
  private static final int CYCLES = CYCLE_BYTES / LogBlocks.BLOCK;

  static RecordHeader read(LogBlocks log, long index) throws IOException {
    long block = index % log.count();
    Struct s = log.block(block);
    int version = s.i32(8);
    long length = s.u32(12);
    long place = s.bits64(16);
    long size = s.u32(320);
    s.check(s.i32(0) == MAGIC, 0, "magic %#x", s.i32(0));
    s.check(version == 1 || version == 2, 8, "version %d", version);
    s.check(length > 0 && length <= MAX_LENGTH, 12, "record of %d bytes", length);
    s.check(blockOf(place) == block, 16, "is the record of block %d", blockOf(place));
    boolean many = version == 2 && log.superblock().features().hasLogV2() && size > CYCLE_BYTES;
    s.check(!many || size <= MAX_LENGTH, 320, "records of %d bytes", size);
    int headerBlocks = many ? (int) ((size + CYCLE_BYTES - 1) / CYCLE_BYTES) : 1;
    RecordHeader header =
        new RecordHeader(
            s, block, place, s.bits64(24), headerBlocks, (int) length, s.u32(40), s.u32(300));
    s.check(header.blocks() <= log.count(), 12, "record of %d bytes", length);
    return header;
  }

  /** Returns the block of a sequence number. */
  static long blockOf(long place) {
    return place & 0xffff_ffffL;
  }

  int dataBlocks() {
    return (length + LogBlocks.BLOCK - 1) / LogBlocks.BLOCK;
  }

  /** Returns the blocks of header and data. */
  int blocks() {
    return headerBlocks + dataBlocks();
  }

  /** Returns whether the checksum was not kept, or is right. */
  boolean isIntact(LogBlocks log) throws IOException {
    int stored = Integer.reverseBytes(s.i32(CHECKSUM_AT));
    return stored == 0 || isRight(stored, log.read(block, blocks()));
  }

  private boolean isRight(int stored, byte[] record) {
    return stored == checksum(record, FIRST_SIZE) || stored == checksum(record, FIRST_SIZE_32);
  }

  private int checksum(byte[] record, int firstSize) {
    CRC32C crc = new CRC32C();
    crc.update(record, 0, CHECKSUM_AT);
    crc.update(new byte[Integer.BYTES], 0, Integer.BYTES);
    int rest = CHECKSUM_AT + Integer.BYTES;
    crc.update(record, rest, firstSize - rest);
    int used = (length + CYCLE_BYTES - 1) / CYCLE_BYTES;
    for (int i = 1; i < Math.min(used, headerBlocks); i++) {
      crc.update(record, i * LogBlocks.BLOCK, MORE_SIZE);
    }
    crc.update(record, headerBlocks * LogBlocks.BLOCK, length);
    return (int) crc.getValue();
  }

  /**
   * Returns the data, the words that the rounds took restored.
   *
   * @throws io.guestkit.block.CorruptImageException if the checksum of version 5 is wrong
   */
  ByteBuffer data(LogBlocks log) throws IOException {
    byte[] record = log.read(block, blocks());
    if (log.superblock().features().hasChecksums()) {
      int stored = Integer.reverseBytes(s.i32(CHECKSUM_AT));
      s.check(isRight(stored, record), CHECKSUM_AT, "checksum %#x", stored);
    }
    ByteBuffer bytes = ByteBuffer.wrap(record);
    for (int i = 0; i < dataBlocks(); i++) {
      int headerBlock = i / CYCLES;
      if (headerBlock >= headerBlocks) {
        break;
      }
      int words = headerBlock == 0 ? CYCLES_AT : headerBlock * LogBlocks.BLOCK + MORE_CYCLES_AT;
      int word = bytes.getInt(words + i % CYCLES * Integer.BYTES);
      bytes.putInt((headerBlocks + i) * LogBlocks.BLOCK, word);
    }
    return bytes.slice(headerBlocks * LogBlocks.BLOCK, length);
  }
}
