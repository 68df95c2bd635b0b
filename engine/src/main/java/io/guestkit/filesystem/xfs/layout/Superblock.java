package io.guestkit.filesystem.xfs.layout;

import io.guestkit.block.BlockSource;
import io.guestkit.block.Struct;
import io.guestkit.block.UnsupportedImageException;
import java.io.IOException;

/**
 * Superblock, big-endian, at the volume's start. Source: "XFS Algorithms &amp; Data Structures",
 * "Superblocks".
 *
 * @param blockSize bytes, {@code 512 << n}, to 65536
 * @param blocks blocks of the data device
 * @param realtimeBlocks blocks of the real-time device, 0 where there is none
 * @param logStart first block of the log, 0 where it is on another device
 * @param logBlocks blocks of the log
 * @param logSectorSize bytes that are written to the log at once at least
 * @param rootInode inode of the root directory
 * @param agBlocks blocks of each allocation group but the last, which may have fewer
 * @param agCount allocation groups
 * @param agBlockLog bits of a block's number in its group
 * @param sectorSize bytes per sector: the headers of a group take one each
 * @param inodeSize bytes per inode
 * @param inodesPerBlockLog bits of an inode's number in its block
 * @param directoryBlockLog a directory's blocks have {@code blockSize << n} bytes
 * @param inodePercent share of the space that inodes may take, 0 for no bound
 * @param inodes inodes that are allocated
 * @param freeInodes of those, the ones that are free
 * @param freeBlocks free blocks
 * @param uuid as blkid shows it
 * @param metaUuid as metadata carries it
 */
@SuppressWarnings("ArrayRecordComponent") // never changed once it is read
public record Superblock(
    Features features,
    int blockSize,
    long blocks,
    long realtimeBlocks,
    long logStart,
    long logBlocks,
    int logSectorSize,
    long rootInode,
    long agBlocks,
    long agCount,
    int agBlockLog,
    int sectorSize,
    int inodeSize,
    int inodesPerBlockLog,
    int directoryBlockLog,
    int inodePercent,
    long inodes,
    long freeInodes,
    long freeBlocks,
    byte[] uuid,
    byte[] metaUuid,
    String label) {
  public static final long MAGIC = 0x58465342L;

  /** 512: the smallest sector; every field lies in it. */
  public static final int LENGTH = 512;

  /** Where a superblock of version 5 keeps its checksum. */
  public static final int CHECKSUM_AT = 0xe0;

  /** 64: what the kernel takes at least. */
  private static final long MIN_AG_BLOCKS = 64;

  /** 1 TiB: what the kernel lets a group have. */
  private static final long MAX_AG_BYTES = 1L << 40;

  private static final int UUID = 16;

  /**
   * Reads the superblock of a volume.
   *
   * @throws UnsupportedImageException if it has features that are not read
   * @throws io.guestkit.block.CorruptImageException if it contradicts itself
   */
  public static Superblock read(BlockSource volume) throws IOException {
    Struct s = Struct.bigEndian("XFS superblock", volume, 0, LENGTH);
    s.check(s.u32(0x00) == MAGIC, 0x00, "magic %#x", s.u32(0x00));
    Features features = features(s, volume);
    int sectorSize = s.u16(0x66);
    s.check(
        sectorSize >= 512 && sectorSize <= 32768 && isPower(sectorSize, s.u8(0x79)),
        0x66,
        "sector size %d",
        sectorSize);
    if (features.hasChecksums()) {
      Struct sector = Struct.bigEndian("XFS superblock", volume, 0, sectorSize);
      int checksum = Checksum.of(sector.bytes(0, sectorSize), CHECKSUM_AT);
      int stored = Integer.reverseBytes(s.i32(CHECKSUM_AT));
      s.check(stored == checksum, CHECKSUM_AT, "checksum %#x, not %#x", stored, checksum);
    }
    if (!features.unsupported().isEmpty()) {
      throw new UnsupportedImageException(
          "%s: XFS feature %s".formatted(volume.name(), String.join(", ", features.unsupported())));
    }
    Superblock superblock = build(s, features, sectorSize);
    superblock.check(s);
    return superblock;
  }

  private static Features features(Struct s, BlockSource volume) throws IOException {
    int number = s.u16(0x64);
    int version = number & 0xf;
    if (version != 4 && version != 5) {
      throw new UnsupportedImageException("%s: XFS version %d".formatted(volume.name(), version));
    }
    boolean v5 = version == 5;
    long more = (number & Features.MORE_BITS) != 0 ? s.u32(0xc8) : 0;
    Features features =
        new Features(version, number & ~0xf, more, v5 ? s.u32(0xd4) : 0, v5 ? s.u32(0xd8) : 0);
    int wanted = Features.DIRECTORY_V2 | Features.UNWRITTEN;
    if (!v5 && ((number & wanted) != wanted || (number & Features.SHARED) != 0)) {
      throw new UnsupportedImageException(
          "%s: XFS with the old features %#x".formatted(volume.name(), number));
    }
    return features;
  }

  private static Superblock build(Struct s, Features features, int sectorSize) throws IOException {
    byte[] uuid = s.bytes(0x20, UUID);
    int logSectorSize = s.u16(0xc2);
    return new Superblock(
        features,
        blockSize(s),
        s.u64(0x08),
        s.u64(0x10),
        s.u64(0x30),
        s.u32(0x60),
        logSectorSize == 0 ? 512 : logSectorSize,
        s.u64(0x38),
        s.u32(0x54),
        s.u32(0x58),
        s.u8(0x7c),
        sectorSize,
        s.u16(0x68),
        s.u8(0x7b),
        s.u8(0xc0),
        s.u8(0x7f),
        s.bits64(0x80),
        s.bits64(0x88),
        s.bits64(0x90),
        uuid,
        features.hasMetaUuid() ? s.bytes(0xf8, UUID) : uuid,
        s.utf8(0x6c, 12));
  }

  private static int blockSize(Struct s) throws IOException {
    long blockSize = s.u32(0x04);
    s.check(
        blockSize >= 512 && blockSize <= 65536 && isPower((int) blockSize, s.u8(0x78)),
        0x04,
        "block size %d",
        blockSize);
    return (int) blockSize;
  }

  private static boolean isPower(int value, int log) {
    return log < 31 && value == 1 << log;
  }

  private void check(Struct s) throws IOException {
    s.check(sectorSize <= blockSize, 0x66, "sector size %d", sectorSize);
    int smallest = features.hasChecksums() ? 512 : 256;
    s.check(
        inodeSize >= smallest
            && inodeSize <= 2048
            && inodeSize <= blockSize
            && isPower(inodeSize, s.u8(0x7a)),
        0x68,
        "inode size %d",
        inodeSize);
    s.check(
        inodesPerBlockLog <= 8 && inodeSize << inodesPerBlockLog == blockSize,
        0x7b,
        "inodes per block 1 << %d",
        inodesPerBlockLog);
    s.check(
        agBlocks >= MIN_AG_BLOCKS && agBlocks <= MAX_AG_BYTES / blockSize,
        0x54,
        "allocation groups of %d blocks",
        agBlocks);
    s.check(
        agBlockLog == Long.SIZE - Long.numberOfLeadingZeros(agBlocks - 1),
        0x7c,
        "blocks of a group take %d bits",
        agBlockLog);
    s.check(
        agCount > 0 && blocks <= Long.MAX_VALUE / blockSize && agCount == groupsNeeded(),
        0x58,
        "%d allocation groups for %d blocks",
        agCount,
        blocks);
    // 64 KiB: the largest block of a directory.
    s.check(
        directoryBlockLog <= 7 && (long) blockSize << directoryBlockLog <= 1 << 16,
        0xc0,
        "directory blocks of %d << %d bytes",
        blockSize,
        directoryBlockLog);
    s.check(inodePercent <= 100, 0x7f, "%d %% of the space for inodes", inodePercent);
    s.check(s.u8(0x7e) == 0, 0x7e, "mkfs has not ended");
    s.check(
        logStart == 0 || (logBlocks > 0 && holds(logStart, logBlocks)),
        0x30,
        "log of %d blocks at %d",
        logBlocks,
        logStart);
    s.check(
        logSectorSize >= 512 && logSectorSize <= 32768 && Integer.bitCount(logSectorSize) == 1,
        0xc2,
        "sector size %d of the log",
        logSectorSize);
  }

  private long groupsNeeded() {
    return blocks == 0 ? 0 : (blocks - 1) / agBlocks + 1;
  }

  /** Returns the bytes of a directory's block. */
  public int directoryBlockSize() {
    return blockSize << directoryBlockLog;
  }

  /** Returns how many bytes the filesystem takes on its volume. */
  public long size() {
    return blocks * blockSize;
  }

  /** Returns the blocks of an allocation group. */
  public long agLength(long group) {
    return Math.min(agBlocks, blocks - group * agBlocks);
  }

  /** Returns the byte offset of an allocation group. */
  public long agOffset(long group) {
    return group * agBlocks * blockSize;
  }

  /** Returns the allocation group of a block. */
  public long agOf(long block) {
    return block >>> agBlockLog;
  }

  /** Returns whether a run of blocks lies in one allocation group. */
  public boolean holds(long block, long count) {
    long group = agOf(block);
    long within = block & ((1L << agBlockLog) - 1);
    return block > 0
        && count > 0
        && group < agCount
        && count <= agLength(group)
        && within <= agLength(group) - count;
  }

  /** Returns the byte offset of a block that {@link #holds} accepts. */
  public long offset(long block) {
    return (agOf(block) * agBlocks + (block & ((1L << agBlockLog) - 1))) * blockSize;
  }

  /** Returns whether a number can be that of an inode. */
  public boolean holdsInode(long inode) {
    return inode > 0 && holds(inode >>> inodesPerBlockLog, 1);
  }

  /** Returns the byte offset of an inode whose number {@link #holdsInode} accepts. */
  public long inodeOffset(long inode) {
    long within = inode & ((1L << inodesPerBlockLog) - 1);
    return offset(inode >>> inodesPerBlockLog) + within * inodeSize;
  }
}
