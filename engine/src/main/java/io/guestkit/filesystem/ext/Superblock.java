package io.guestkit.filesystem.ext;

import io.guestkit.block.BlockSource;
import io.guestkit.block.Struct;
import io.guestkit.block.UnsupportedImageException;
import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Superblock, little-endian, 1024 bytes at offset 1024. Source: Linux
 * Documentation/filesystems/ext4, "Super Block".
 *
 * @param inodes inodes, used or not
 * @param blocks blocks of the filesystem
 * @param reservedBlocks blocks that only root may use
 * @param firstDataBlock block that holds the superblock: 1 with blocks of 1 KiB, else 0
 * @param blockSize bytes, {@code 1024 << n}, to 65536
 * @param clusterBlocks blocks per cluster, 1 without bigalloc
 * @param blocksPerGroup blocks of a block group
 * @param inodesPerGroup inodes of a block group
 * @param state s_state: bit 0 is set by a clean unmount
 * @param inodeSize bytes per inode, {@code 128 << n}, to the block size
 * @param descriptorSize bytes per group descriptor
 * @param reservedGdtBlocks blocks kept behind the descriptors so that they can grow
 * @param firstMetaBg first descriptor block that lies in its own groups
 * @param backupGroups the two groups that hold a superblock under sparse_super2
 * @param journalInode inode of the journal, 0 where it is on another device
 * @param hashSeed seed of the directory hash
 * @param hashVersion hash of directories that are made anew
 * @param flags s_flags: which char the directory hash is made with
 * @param overheadClusters clusters of metadata, 0 where it is not known
 * @param lastMounted s_mtime: when it was last mounted, or null where it never was
 * @param lastMountPath s_last_mounted: where, or empty
 * @param hurd whether GNU Hurd made it
 */
@SuppressWarnings("ArrayRecordComponent") // never changed once it is read
record Superblock(
    Features features,
    long inodes,
    long blocks,
    long reservedBlocks,
    long firstDataBlock,
    int blockSize,
    int clusterBlocks,
    long blocksPerGroup,
    long inodesPerGroup,
    int state,
    String version,
    int inodeSize,
    byte[] uuid,
    String label,
    int descriptorSize,
    int reservedGdtBlocks,
    long firstMetaBg,
    long[] backupGroups,
    long journalInode,
    int[] hashSeed,
    int hashVersion,
    long flags,
    long overheadClusters,
    @Nullable Instant lastMounted,
    String lastMountPath,
    boolean hurd) {
  static final int OFFSET = 1024;
  static final int LENGTH = 1024;
  static final int MAGIC = 0xef53;
  static final int MAGIC_AT = 0x38;

  static final int STATE_CLEAN = 0x1;
  static final long FLAG_SIGNED_HASH = 0x1;
  static final long FLAG_UNSIGNED_HASH = 0x2;
  static final long FLAG_TEST = 0x4;

  private static final int OLD_INODE_SIZE = 128;
  private static final int OLD_DESCRIPTOR_SIZE = 32;
  private static final int CRC32C = 1;
  private static final long OS_HURD = 1;

  static Superblock read(BlockSource volume) throws IOException {
    Struct s = Struct.littleEndian("ext superblock", volume, OFFSET, LENGTH);
    s.check(s.u16(MAGIC_AT) == MAGIC, MAGIC_AT, "magic %#x", s.u16(MAGIC_AT));
    Features features = new Features(s.u32(0x5c), s.u32(0x60), s.u32(0x64));
    checkFeatures(s, volume, features);

    boolean dynamic = s.u32(0x4c) > 0;
    long logBlockSize = s.u32(0x18);
    s.check(logBlockSize <= 6, 0x18, "block size 1024 << %d", logBlockSize);
    int blockSize = 1024 << logBlockSize;
    long logClusterSize = s.u32(0x1c);
    boolean bigalloc = features.hasRoCompat(Features.RO_COMPAT_BIGALLOC);
    // 20: a cluster has at most 1 GiB.
    s.check(
        !bigalloc || (logClusterSize >= logBlockSize && logClusterSize <= 20),
        0x1c,
        "cluster size 1024 << %d",
        logClusterSize);
    int clusterBlocks = bigalloc ? 1 << (logClusterSize - logBlockSize) : 1;
    int inodeSize = dynamic ? s.u16(0x58) : OLD_INODE_SIZE;
    s.check(
        inodeSize >= OLD_INODE_SIZE && inodeSize <= blockSize && Integer.bitCount(inodeSize) == 1,
        0x58,
        "inode size %d",
        inodeSize);
    boolean wide = features.hasIncompat(Features.INCOMPAT_64BIT);
    int descriptorSize = wide ? s.u16(0xfe) : OLD_DESCRIPTOR_SIZE;
    s.check(
        !wide || (descriptorSize >= 64 && descriptorSize <= 1024 && isPower(descriptorSize)),
        0xfe,
        "group descriptor size %d",
        descriptorSize);
    Superblock superblock =
        new Superblock(
            features,
            s.u32(0x00),
            (s.u32(0x150) << 32) | s.u32(0x04),
            (s.u32(0x154) << 32) | s.u32(0x08),
            s.u32(0x14),
            blockSize,
            clusterBlocks,
            s.u32(0x20),
            s.u32(0x28),
            s.u16(0x3a),
            s.u32(0x4c) + "." + s.u16(0x3e),
            inodeSize,
            s.bytes(0x68, 16),
            s.utf8(0x78, 16),
            descriptorSize,
            s.u16(0xce),
            s.u32(0x104),
            new long[] {s.u32(0x24c), s.u32(0x250)},
            s.u32(0xe0),
            new int[] {s.i32(0xec), s.i32(0xf0), s.i32(0xf4), s.i32(0xf8)},
            s.u8(0xfc),
            s.u32(0x160),
            s.u32(0x248),
            lastMounted(s),
            s.utf8(0x88, 64),
            s.u32(0x48) == OS_HURD);
    superblock.checkGeometry(s);
    return superblock;
  }

  private static @Nullable Instant lastMounted(Struct s) {
    long seconds = s.u32(0x2c) | (long) s.u8(0x275) << 32;
    return seconds == 0 ? null : Instant.ofEpochSecond(seconds);
  }

  private static boolean isPower(int value) {
    return Integer.bitCount(value) == 1;
  }

  private static void checkFeatures(Struct s, BlockSource volume, Features features)
      throws IOException {
    if (features.hasRoCompat(Features.RO_COMPAT_METADATA_CSUM)) {
      s.check(s.u8(0x175) == CRC32C, 0x175, "checksum type %d", s.u8(0x175));
      int checksum = Crc32c.of(Crc32c.START, s.bytes(0, 0x3fc));
      s.check(checksum == s.i32(0x3fc), 0x3fc, "checksum %#x, not %#x", s.i32(0x3fc), checksum);
    }
    if (!features.unsupported().isEmpty()) {
      throw new UnsupportedImageException(
          "%s: ext feature %s".formatted(volume.name(), String.join(", ", features.unsupported())));
    }
  }

  private void checkGeometry(Struct s) throws IOException {
    // The whole filesystem must be addressable in bytes.
    s.check(
        blocks > firstDataBlock && blocks <= Long.MAX_VALUE / blockSize,
        0x04,
        "block count %d",
        blocks);
    // One block of bitmap has a bit for each block (or cluster) and for each inode of a group.
    long bits = 8L * blockSize;
    s.check(
        blocksPerGroup > 0 && blocksPerGroup <= bits * clusterBlocks,
        0x20,
        "blocks per group %d",
        blocksPerGroup);
    s.check(
        blocksPerGroup % clusterBlocks == 0,
        0x20,
        "blocks per group %d in clusters",
        blocksPerGroup);
    s.check(
        inodesPerGroup >= blockSize / inodeSize && inodesPerGroup <= bits,
        0x28,
        "inodes per group %d",
        inodesPerGroup);
    s.check(groups() < 1L << 32, 0x04, "%d block groups", groups());
    s.check(
        inodes == groups() * inodesPerGroup,
        0x00,
        "inode count %d of %d groups with %d",
        inodes,
        groups(),
        inodesPerGroup);
  }

  /** Returns the number of block groups. */
  long groups() {
    return (blocks - firstDataBlock - 1) / blocksPerGroup + 1;
  }

  /** Returns how many group descriptors a block holds. */
  int descriptorsPerBlock() {
    return blockSize / descriptorSize;
  }

  /** Returns how many blocks the group descriptors fill. */
  long descriptorBlocks() {
    return (groups() - 1) / descriptorsPerBlock() + 1;
  }

  /** Returns the blocks that the inodes of a group fill. */
  long inodeTableBlocks() {
    return (inodesPerGroup * inodeSize + blockSize - 1) / blockSize;
  }

  boolean needsRecovery() {
    return features.hasIncompat(Features.INCOMPAT_RECOVER);
  }

  /** Returns whether a run of blocks lies where data and metadata may lie. */
  boolean holds(long block, long count) {
    return block > firstDataBlock && count <= blocks && block <= blocks - count;
  }
}
