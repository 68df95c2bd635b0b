package io.guestkit.filesystem.xfs.layout;

import io.guestkit.block.BlockSource;
import io.guestkit.block.Struct;
import java.io.IOException;
import java.util.Arrays;

/**
 * What the two headers of an allocation group count, AGF and AGI, big-endian, a sector each.
 * Source: "XFS Algorithms &amp; Data Structures", "Allocation Groups".
 *
 * @param length blocks of the group
 * @param freeBlocks free blocks
 * @param listBlocks free blocks that are kept for the trees of free space
 * @param treeBlocks blocks of the trees of free space and of reverse mappings, without their roots
 * @param reverseMapBlocks blocks of the tree of reverse mappings
 * @param refcountBlocks blocks of the tree of shared extents
 * @param refcountRoot root of that tree
 * @param refcountLevel levels of that tree
 * @param inodes inodes that are allocated
 * @param freeInodes of those, the ones that are free
 * @param freeTreeRoot root of the tree of free inodes
 * @param freeTreeLevel levels of that tree
 * @param freeTreeBlocks its blocks, where they are counted
 */
public record AllocationGroup(
    long length,
    long freeBlocks,
    long listBlocks,
    long treeBlocks,
    long reverseMapBlocks,
    long refcountBlocks,
    long refcountRoot,
    long refcountLevel,
    long inodes,
    long freeInodes,
    long freeTreeRoot,
    long freeTreeLevel,
    long freeTreeBlocks) {
  private static final long MAGIC_AGF = 0x58414746L;
  private static final long MAGIC_AGI = 0x58414749L;

  /** Reads the headers of a group. */
  public static AllocationGroup read(BlockSource volume, Superblock superblock, long group)
      throws IOException {
    int sector = superblock.sectorSize();
    // Superblock, AGF and AGI have a sector each; one read brings both.
    long offset = superblock.agOffset(group) + sector;
    Struct both = Struct.bigEndian("AG headers " + group, volume, offset, 2 * sector);
    Struct agf = both.inner("AGF " + group, 0, sector);
    Struct agi = both.inner("AGI " + group, sector, sector);
    check(agf, superblock, group, MAGIC_AGF, 0xd8, 0x40);
    check(agi, superblock, group, MAGIC_AGI, 0x138, 0x128);
    AllocationGroup headers =
        new AllocationGroup(
            agf.u32(0x0c),
            agf.u32(0x34),
            agf.u32(0x30),
            agf.u32(0x3c),
            agf.u32(0x50),
            agf.u32(0x54),
            agf.u32(0x58),
            agf.u32(0x5c),
            agi.u32(0x10),
            agi.u32(0x1c),
            agi.u32(0x148),
            agi.u32(0x14c),
            agi.u32(0x154));
    agf.check(headers.freeBlocks <= headers.length, 0x34, "%d free blocks", headers.freeBlocks);
    agi.check(headers.freeInodes <= headers.inodes, 0x1c, "%d free inodes", headers.freeInodes);
    return headers;
  }

  private static void check(
      Struct s, Superblock superblock, long group, long magic, int checksumAt, int uuidAt)
      throws IOException {
    s.check(s.u32(0x00) == magic, 0x00, "magic %#x", s.u32(0x00));
    if (superblock.features().hasChecksums()) {
      int stored = Integer.reverseBytes(s.i32(checksumAt));
      int checksum = Checksum.of(s.bytes(0, s.length()), checksumAt);
      s.check(stored == checksum, checksumAt, "checksum %#x, not %#x", stored, checksum);
      byte[] uuid = s.bytes(uuidAt, superblock.metaUuid().length);
      s.check(Arrays.equals(uuid, superblock.metaUuid()), uuidAt, "is of another filesystem");
    }
    s.check(s.u32(0x08) == group, 0x08, "is of group %d", s.u32(0x08));
    long length = superblock.agLength(group);
    s.check(s.u32(0x0c) == length, 0x0c, "%d blocks, not %d", s.u32(0x0c), length);
  }
}
