package io.guestkit.filesystem.fat;

import io.guestkit.block.BlockSource;
import io.guestkit.block.Struct;
import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Directory entry of the short form, little-endian. Source: FAT32 File System Specification 1.03,
 * "FAT Directory Structure".
 *
 * @param offset where it stands in the volume
 * @param attributes bits, see the constants
 * @param cluster first cluster, 0 where there is none; upper half only on FAT32
 * @param size bytes of a file; 0 for a directory
 * @param modified when the content changed
 * @param accessed the day when it was read, or null
 * @param created when it was made, to 10 ms, or null
 */
record FatDirent(
    long offset,
    int attributes,
    long cluster,
    long size,
    Instant modified,
    @Nullable Instant accessed,
    @Nullable Instant created) {
  static final int LENGTH = 32;

  static final int READ_ONLY = 0x01;
  static final int VOLUME = 0x08;
  static final int DIRECTORY = 0x10;

  /** All four lower attributes: a part of a long name. */
  static final int LONG_NAME = 0x0f;

  /** The first byte of a deleted entry. */
  static final int DELETED = 0xe5;

  /** Offset of the lower half of the first cluster. */
  static final int CLUSTER_AT = 0x1a;

  static FatDirent read(BlockSource volume, long offset, FatType type) throws IOException {
    Struct s = Struct.littleEndian("FAT directory entry", volume, offset, LENGTH);
    int attributes = s.u8(0x0b);
    int createdHundredths = s.u8(0x0d);
    int createdTime = s.u16(0x0e);
    int createdDate = s.u16(0x10);
    int accessedDate = s.u16(0x12);
    long clusterHigh = type == FatType.FAT32 ? s.u16(0x14) : 0;
    int modifiedTime = s.u16(0x16);
    int modifiedDate = s.u16(0x18);
    long cluster = clusterHigh << 16 | s.u16(CLUSTER_AT);
    long size = s.u32(0x1c);

    return new FatDirent(
        offset,
        attributes,
        cluster,
        size,
        FatTime.instant(modifiedDate, modifiedTime, 0),
        accessedDate == 0 ? null : FatTime.instant(accessedDate, 0, 0),
        createdDate == 0 ? null : FatTime.instant(createdDate, createdTime, createdHundredths));
  }

  boolean isDirectory() {
    return (attributes & DIRECTORY) != 0;
  }
}
