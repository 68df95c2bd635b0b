package io.guestkit.filesystem.xfs.directory;

import io.guestkit.block.CorruptImageException;
import io.guestkit.block.Struct;
import io.guestkit.filesystem.FileType;
import io.guestkit.filesystem.xfs.layout.Superblock;

/**
 * Entries of a block of a directory, big-endian: inode (64 bits), length of the name (8), name,
 * type (8), padding, own place in the block (16); or 0xffff and the length of what is free. Source:
 * "XFS Algorithms &amp; Data Structures", "Block Directories" and "Leaf Directories".
 */
final class DataBlock implements Entries {
  private static final long BLOCK_4 = 0x58443242L;
  private static final long BLOCK_5 = 0x58444233L;
  private static final long DATA_4 = 0x58443244L;
  private static final long DATA_5 = 0x58444433L;
  private static final int HEADER_4 = 16;
  private static final int HEADER_5 = 64;
  private static final int FREE = 0xffff;
  private static final int UNIT = 8;
  private static final int TAIL = 8;
  private static final int NAME_AT = 9;

  private final Struct s;
  private final Superblock superblock;
  private final int typeLength;
  private final int end;
  private int at;
  private int next;

  /** Makes a cursor before the first entry of a block whose header was checked. */
  DataBlock(Struct s, Superblock superblock) throws CorruptImageException {
    this.s = s;
    this.superblock = superblock;
    this.typeLength = superblock.features().hasFileTypes() ? 1 : 0;
    this.next = superblock.features().hasChecksums() ? HEADER_5 : HEADER_4;
    this.end = isWhole(s) ? leafAt(s) : s.length();
    s.check(next <= end, s.length() - TAIL, "index of %d names", s.u32(s.length() - TAIL));
  }

  /** Checks that a block holds entries. */
  static void checkMagic(Struct s, boolean v5) throws CorruptImageException {
    long magic = s.u32(0);
    boolean known = v5 ? magic == BLOCK_5 || magic == DATA_5 : magic == BLOCK_4 || magic == DATA_4;
    s.check(known, 0, "magic %#x", magic);
  }

  /** Returns whether a block holds the whole directory, its index at the end. */
  static boolean isWhole(Struct s) {
    return s.u32(0) == BLOCK_5 || s.u32(0) == BLOCK_4;
  }

  /** Returns how many hashes stand at the end of a whole directory. */
  static int leafCount(Struct s) throws CorruptImageException {
    int countAt = s.length() - TAIL;
    long count = s.u32(countAt);
    s.check(count <= countAt / UNIT, countAt, "index of %d names", count);
    return (int) count;
  }

  /** Returns where those hashes start. */
  static int leafAt(Struct s) throws CorruptImageException {
    return s.length() - TAIL - leafCount(s) * UNIT;
  }

  @Override
  public boolean next() throws CorruptImageException {
    while (next < end) {
      at = next;
      s.check(at + 2 * UNIT <= end || s.u16(at) == FREE, at, "entry past the end");
      if (s.u16(at) != FREE) {
        open();
        return true;
      }
      int length = s.u16(at + 2);
      s.check(
          length > 0 && length % UNIT == 0 && at + length <= end, at + 2, "%d free bytes", length);
      next = at + length;
    }
    return false;
  }

  /** Goes to the entry at a place that the index names. */
  void seek(int place) throws CorruptImageException {
    boolean inside = place >= next && place + 2 * UNIT <= end && s.u16(place) != FREE;
    s.check(inside, 0, "no entry at %d", place);
    at = place;
    open();
  }

  private void open() throws CorruptImageException {
    int nameLength = s.u8(at + UNIT);
    int length = NAME_AT + nameLength + typeLength + Short.BYTES;
    int padded = (length + UNIT - 1) / UNIT * UNIT;
    s.check(nameLength > 0, at + UNIT, "empty name");
    s.check(at + padded <= end, at + UNIT, "name of %d bytes", nameLength);
    int tagAt = at + padded - Short.BYTES;
    s.check(s.u16(tagAt) == at, tagAt, "entry says that it is at %d", s.u16(tagAt));
    s.check(superblock.holdsInode(inode()), at, "inode %d", inode());
    next = at + padded;
  }

  @Override
  public long inode() {
    return s.bits64(at);
  }

  @Override
  public FileType type() {
    return typeLength == 0 ? FileType.UNKNOWN : Entries.type(s.u8(at + NAME_AT + s.u8(at + UNIT)));
  }

  @Override
  public byte[] name() {
    return s.bytes(at + NAME_AT, s.u8(at + UNIT));
  }
}
