package io.guestkit.filesystem.xfs.layout;

import io.guestkit.block.CorruptImageException;
import io.guestkit.block.Struct;
import java.util.Arrays;

/**
 * Where metadata of version 5 says what it is: checksum, own place in units of 512 bytes, UUID of
 * the filesystem, owner. Source: "XFS Algorithms &amp; Data Structures", "Self-Describing
 * Metadata".
 */
public enum BlockHeader {
  /** A block of a tree of an allocation group; the owner is the group. */
  SHORT_TREE(0x34, 0x10, 0x20, 0x30, Integer.BYTES),
  /** A block of a tree of extents; the owner is an inode, as in all that follow. */
  LONG_TREE(0x40, 0x18, 0x28, 0x38, Long.BYTES),
  /** A block of the data of a directory. */
  DIRECTORY(0x04, 0x08, 0x18, 0x28, Long.BYTES),
  /** A block of the index of a directory, or of attributes. */
  INDEX(0x0c, 0x10, 0x20, 0x30, Long.BYTES),
  /** A block of the target of a link, or of the value of an attribute. */
  REMOTE(0x0c, 0x28, 0x10, 0x20, Long.BYTES);

  private static final int ADDRESS_UNIT = 512;

  private final int checksumAt;
  private final int addressAt;
  private final int uuidAt;
  private final int ownerAt;
  private final int ownerLength;

  BlockHeader(int checksumAt, int addressAt, int uuidAt, int ownerAt, int ownerLength) {
    this.checksumAt = checksumAt;
    this.addressAt = addressAt;
    this.uuidAt = uuidAt;
    this.ownerAt = ownerAt;
    this.ownerLength = ownerLength;
  }

  /** Returns where the checksum is. */
  public int checksumAt() {
    return checksumAt;
  }

  /**
   * Checks what a block says of itself.
   *
   * @param place byte offset of the block on the volume
   * @throws CorruptImageException if it is not the block that is wanted
   */
  public void check(Struct s, Superblock superblock, long place, long owner)
      throws CorruptImageException {
    int stored = Integer.reverseBytes(s.i32(checksumAt));
    int checksum = Checksum.of(s.bytes(0, s.length()), checksumAt);
    s.check(stored == checksum, checksumAt, "checksum %#x, not %#x", stored, checksum);
    long address = s.bits64(addressAt);
    s.check(address == place / ADDRESS_UNIT, addressAt, "is the block of sector %d", address);
    byte[] uuid = s.bytes(uuidAt, superblock.metaUuid().length);
    s.check(Arrays.equals(uuid, superblock.metaUuid()), uuidAt, "is of another filesystem");
    long found = ownerLength == Long.BYTES ? s.bits64(ownerAt) : s.u32(ownerAt);
    s.check(found == owner, ownerAt, "is of %d, not of %d", found, owner);
  }
}
