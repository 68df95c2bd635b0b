package io.guestkit.filesystem.ext;

import io.guestkit.block.Struct;
import io.guestkit.filesystem.FileEntry;
import io.guestkit.filesystem.FileType;
import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Inode, little-endian. Source: Linux Documentation/filesystems/ext4, "Index Nodes".
 *
 * @param inode its number, from 1
 * @param rawMode i_mode: type and permissions
 * @param allocated i_blocks in bytes, and inline content in sectors as stat(2) counts it
 * @param flags i_flags
 * @param attributeBlock block of extended attributes, or 0
 * @param map i_block, 60 bytes: extents, block pointers, a link's target, a device or inline data
 */
record Inode(
    long inode,
    int rawMode,
    long uid,
    long gid,
    long size,
    long links,
    long allocated,
    long flags,
    long attributeBlock,
    Struct map,
    Instant modified,
    Instant accessed,
    Instant changed,
    @Nullable Instant created)
    implements FileEntry {
  static final long ROOT = 2;

  static final long ENCRYPTED = 0x800;
  static final long INDEX = 0x1000;
  static final long HUGE_FILE = 0x40000;
  static final long EXTENTS = 0x80000;
  static final long EA_INODE = 0x200000;
  static final long INLINE_DATA = 0x10000000;
  static final long CASE_FOLDING = 0x40000000;

  /** Bytes that every inode has. */
  static final int BASE = 128;

  /** Bytes up to and with i_crtime_extra, all that is decoded here. */
  static final int DECODED = 0x98;

  static final int MAP_AT = 0x28;
  static final int MAP_LENGTH = 60;

  private static final int TIME_BITS = 2;
  private static final int SECTOR = 512;

  /** Reads an inode of at least {@link #DECODED} bytes, or of 128 where inodes are no larger. */
  static Inode read(Struct s, long number, Superblock superblock) throws IOException {
    int mode = s.u16(0x00);
    boolean wideSize =
        FileType.ofMode(mode) == FileType.REGULAR
            || superblock.features().hasIncompat(Features.INCOMPAT_LARGEDIR);
    long size = s.u32(0x04) | (wideSize ? s.u32(0x6c) << 32 : 0);
    long attributeBlock = s.u32(0x68);
    if (!superblock.hurd()) {
      attributeBlock |= (long) s.u16(0x76) << 32;
    }
    s.check(size >= 0, 0x04, "size %#x", size);
    return new Inode(
        number,
        mode,
        ((long) s.u16(0x78) << 16) | s.u16(0x02),
        ((long) s.u16(0x7a) << 16) | s.u16(0x18),
        size,
        s.u16(0x1a),
        allocated(s, superblock, FileType.ofMode(mode), size),
        s.u32(0x20),
        attributeBlock,
        s.inner("block map of inode " + number, MAP_AT, MAP_LENGTH),
        time(s, 0x10, 0x88),
        time(s, 0x08, 0x8c),
        time(s, 0x0c, 0x84),
        holds(s, 0x90) ? time(s, 0x90, 0x94) : null);
  }

  /** Returns i_blocks, which counts sectors, or blocks under {@link #HUGE_FILE}; 2^63 at most. */
  private static long allocated(Struct s, Superblock superblock, FileType type, long size) {
    long flags = s.u32(0x20);
    long count = s.u32(0x1c);
    long unit = SECTOR;
    if (superblock.features().hasRoCompat(Features.RO_COMPAT_HUGE_FILE)) {
      count |= (long) s.u16(0x74) << 32;
      unit = (flags & HUGE_FILE) != 0 ? superblock.blockSize() : SECTOR;
    }
    long inline =
        type == FileType.REGULAR && (flags & INLINE_DATA) != 0
            ? (Math.min(size, superblock.blockSize()) + SECTOR - 1) / SECTOR * SECTOR
            : 0;
    return count > (Long.MAX_VALUE - inline) / unit ? Long.MAX_VALUE : count * unit + inline;
  }

  /** Returns whether a field behind the first 128 bytes is inside i_extra_isize. */
  private static boolean holds(Struct s, int at) {
    return s.length() > BASE && at + 4 <= BASE + s.u16(0x80);
  }

  /** Returns a time: seconds, and where there is room two more bits of them and nanoseconds. */
  private static Instant time(Struct s, int at, int extraAt) {
    long seconds = s.i32(at);
    if (!holds(s, extraAt)) {
      return Instant.ofEpochSecond(seconds);
    }
    long extra = s.u32(extraAt);
    long epoch = (extra & ((1 << TIME_BITS) - 1)) << 32;
    return Instant.ofEpochSecond(seconds + epoch, extra >> TIME_BITS);
  }

  boolean has(long flag) {
    return (flags & flag) != 0;
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
    long old = map.u32(0);
    if (old != 0) {
      return (((old >> 8) & 0xff) << 32) | (old & 0xff);
    }
    long wide = map.u32(4);
    return (((wide >> 8) & 0xfff) << 32) | ((wide >> 12) & 0xfff00) | (wide & 0xff);
  }
}
