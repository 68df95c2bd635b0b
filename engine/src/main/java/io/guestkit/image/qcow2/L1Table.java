package io.guestkit.image.qcow2;

import io.guestkit.block.BlockSource;
import io.guestkit.block.CorruptImageException;
import io.guestkit.block.Struct;
import java.io.IOException;

/**
 * L1 table: big-endian entries of 8 bytes, each with the place of an L2 table. Source: qcow2.txt,
 * "Cluster mapping".
 */
final class L1Table {
  private static final int ENTRY_BYTES = 8;

  /** 8192 entries at a time: one read for the table of any usual image. */
  private static final int READ_ENTRIES = 8192;

  private static final long L2_OFFSET_MASK = 0x00ff_ffff_ffff_fe00L;

  private final String sourceName;
  private final long offset;
  private final long[] entries;
  private final long clusterSize;

  private L1Table(String sourceName, long offset, long[] entries, long clusterSize) {
    this.sourceName = sourceName;
    this.offset = offset;
    this.entries = entries;
    this.clusterSize = clusterSize;
  }

  /**
   * Reads a table.
   *
   * @param count entries that are wanted, within the bound of the header's check
   * @throws CorruptImageException if it is not inside the file
   * @throws io.guestkit.block.LimitExceededException if it needs too much memory
   */
  static L1Table read(BlockSource file, long offset, int count, long clusterSize)
      throws IOException {
    if (count > 0 && offset % clusterSize != 0) {
      throw new CorruptImageException(
          "L1 table of " + file.name(), offset, "not at the start of a cluster");
    }
    if (count > 0 && offset > file.size() - count * 8L) {
      throw new CorruptImageException(
          "L1 table of " + file.name(),
          offset,
          "its %d entries reach past the end of the file, which has %d bytes; it is damaged or was cut short"
              .formatted(count, file.size()));
    }
    file.session().budget().reserve((long) ENTRY_BYTES * count, "L1 table of " + file.name());
    long[] entries = new long[count];
    for (int first = 0; first < count; first += READ_ENTRIES) {
      int some = Math.min(READ_ENTRIES, count - first);
      long at = offset + (long) ENTRY_BYTES * first;
      Struct s = Struct.bigEndian("L1 table", file, at, ENTRY_BYTES * some);
      for (int i = 0; i < some; i++) {
        entries[first + i] = s.bits64(ENTRY_BYTES * i);
      }
    }
    return new L1Table(file.name(), offset, entries, clusterSize);
  }

  /** Returns the number of entries that were read. */
  int size() {
    return entries.length;
  }

  /** Returns the bytes that the table keeps. */
  long memory() {
    return (long) ENTRY_BYTES * entries.length;
  }

  /**
   * Returns the byte offset in the file of the L2 table of an entry, 0 where there is none.
   *
   * @throws CorruptImageException if it is not at the start of a cluster
   */
  long l2Offset(int index) throws CorruptImageException {
    long l2Offset = entries[index] & L2_OFFSET_MASK;
    if (l2Offset % clusterSize != 0) {
      throw new CorruptImageException(
          "L1 table of " + sourceName,
          offset + (long) ENTRY_BYTES * index,
          "L2 table at %d, inside a cluster".formatted(l2Offset));
    }
    return l2Offset;
  }
}
