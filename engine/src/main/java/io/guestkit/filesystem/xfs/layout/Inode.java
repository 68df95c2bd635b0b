package io.guestkit.filesystem.xfs.layout;

import io.guestkit.block.Struct;
import io.guestkit.filesystem.FileEntry;
import io.guestkit.filesystem.FileType;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Inode, big-endian. Source: "XFS Algorithms &amp; Data Structures", "Inode Core".
 *
 * @param inode its number
 * @param rawMode di_mode: type and permissions
 * @param blocks blocks that it takes, those of attributes and of its own trees included
 * @param flags di_flags
 * @param data the fork of its content
 * @param attributes the fork of its attributes, null where it has none
 */
public record Inode(
    long inode,
    int rawMode,
    long uid,
    long gid,
    long links,
    long size,
    long blocks,
    int blockSize,
    int flags,
    Fork data,
    @Nullable Fork attributes,
    Instant modified,
    Instant accessed,
    Instant changed,
    @Nullable Instant created)
    implements FileEntry {
  static final int MAGIC = 0x494e;

  /** Where inodes of version 3 keep their checksum. */
  public static final int CHECKSUM_AT = 0x64;

  private static final int HEADER_OLD = 0x64;
  private static final int HEADER_3 = 0xb0;
  private static final int REALTIME = 0x1;
  private static final long BIG_TIME = 0x8;
  private static final long LARGE_COUNTS = 0x10;

  /** Returns the bytes of an inode of a version before its forks. */
  public static int headerLength(int version) {
    return version == 3 ? HEADER_3 : HEADER_OLD;
  }

  static Inode read(Struct s, long number, Superblock superblock) throws IOException {
    int version = s.u8(0x04);
    check(s, number, superblock, version);
    int mode = s.u16(0x02);
    long size = s.bits64(0x38);
    s.check(mode != 0, 0x02, "no longer in use");
    s.check(size >= 0, 0x38, "size %#x", size);
    boolean v3 = version == 3;
    long flags2 = v3 ? s.bits64(0x78) : 0;
    boolean bigTime = (flags2 & BIG_TIME) != 0;
    return new Inode(
        number,
        mode,
        s.u32(0x08),
        s.u32(0x0c),
        version == 1 ? s.u16(0x06) : s.u32(0x10),
        size,
        s.u64(0x40),
        superblock.blockSize(),
        s.u16(0x5a),
        dataFork(s, version, flags2),
        attributeFork(s, version, flags2),
        Timestamps.read(s, 0x28, bigTime),
        Timestamps.read(s, 0x20, bigTime),
        Timestamps.read(s, 0x30, bigTime),
        v3 ? Timestamps.read(s, 0x90, bigTime) : null);
  }

  private static void check(Struct s, long number, Superblock superblock, int version)
      throws IOException {
    s.check(s.u16(0x00) == MAGIC, 0x00, "magic %#x", s.u16(0x00));
    boolean v5 = superblock.features().hasChecksums();
    s.check(v5 ? version == 3 : version == 1 || version == 2, 0x04, "version %d", version);
    if (v5) {
      int stored = Integer.reverseBytes(s.i32(CHECKSUM_AT));
      int checksum = Checksum.of(s.bytes(0, s.length()), CHECKSUM_AT);
      s.check(stored == checksum, CHECKSUM_AT, "checksum %#x, not %#x", stored, checksum);
      s.check(s.bits64(0x98) == number, 0x98, "is inode %d", s.bits64(0x98));
      byte[] uuid = s.bytes(0xa0, superblock.metaUuid().length);
      s.check(Arrays.equals(uuid, superblock.metaUuid()), 0xa0, "is of another filesystem");
    }
  }

  private static Fork dataFork(Struct s, int version, long flags2) throws IOException {
    int header = headerLength(version);
    int split = split(s, header);
    long extents = (flags2 & LARGE_COUNTS) != 0 ? s.u64(0x18) : s.u32(0x4c);
    Struct fork = s.inner("data fork", header, split == 0 ? s.length() - header : split);
    return new Fork(Fork.Form.of(s, 0x05), fork, extents);
  }

  private static @Nullable Fork attributeFork(Struct s, int version, long flags2)
      throws IOException {
    int header = headerLength(version);
    int split = split(s, header);
    if (split == 0) {
      return null;
    }
    long extents = (flags2 & LARGE_COUNTS) != 0 ? s.u32(0x4c) : s.u16(0x50);
    Struct fork = s.inner("attribute fork", header + split, s.length() - header - split);
    return new Fork(Fork.Form.of(s, 0x53), fork, extents);
  }

  /** Returns the bytes of the data fork where an attribute fork follows it, else 0. */
  private static int split(Struct s, int header) throws IOException {
    int split = s.u8(0x52) * 8;
    s.check(split < s.length() - header, 0x52, "attribute fork at %d", split);
    return split;
  }

  /** Returns whether its content is on the real-time device. */
  public boolean isRealtime() {
    return (flags & REALTIME) != 0;
  }

  @Override
  public long allocated() {
    // As the kernel's 64 bits: a damaged inode may claim more blocks than have bytes.
    return blocks > Long.MAX_VALUE / blockSize ? Long.MAX_VALUE : blocks * blockSize;
  }

  @Override
  public FileType type() {
    return FileType.ofMode(rawMode);
  }

  @Override
  public int mode() {
    return rawMode & 07777;
  }

  @Override
  public long device() {
    if (type() != FileType.CHARACTER_DEVICE && type() != FileType.BLOCK_DEVICE) {
      return 0;
    }
    long device = data.s().u32(0);
    return device >> 18 << 32 | (device & 0x3ffff);
  }
}
