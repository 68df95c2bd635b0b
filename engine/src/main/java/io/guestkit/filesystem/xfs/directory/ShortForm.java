package io.guestkit.filesystem.xfs.directory;

import io.guestkit.block.CorruptImageException;
import io.guestkit.block.Struct;
import io.guestkit.filesystem.FileType;
import io.guestkit.filesystem.xfs.layout.Superblock;

/**
 * A directory in its inode, big-endian: count (8 bits), whether inodes take 64 bits (8), the
 * directory above; then of each entry length of the name (8), place (16), name, type, inode (32 or
 * 64). Source: "XFS Algorithms &amp; Data Structures", "Short Form Directories".
 */
final class ShortForm implements Entries {
  private static final int NAME_AT = 3;

  private final Struct s;
  private final Superblock superblock;
  private final int inodeLength;
  private final int typeLength;
  private int left;
  private int at;
  private int next;

  ShortForm(Struct s, Superblock superblock) throws CorruptImageException {
    this.s = s;
    this.superblock = superblock;
    s.check(s.length() >= 2, 0, "directory of %d bytes", s.length());
    this.inodeLength = s.u8(1) != 0 ? Long.BYTES : Integer.BYTES;
    this.typeLength = superblock.features().hasFileTypes() ? 1 : 0;
    this.left = s.u8(0);
    this.next = 2 + inodeLength;
    s.check(next <= s.length(), 0, "directory of %d bytes", s.length());
  }

  @Override
  public boolean next() throws CorruptImageException {
    if (left == 0) {
      return false;
    }
    at = next;
    s.check(at + NAME_AT < s.length(), at, "entry past the end");
    next = inodeAt() + inodeLength;
    s.check(next <= s.length(), at, "name of %d bytes", s.u8(at));
    s.check(s.u8(at) > 0, at, "empty name");
    s.check(superblock.holdsInode(inode()), inodeAt(), "inode %d", inode());
    left--;
    return true;
  }

  private int inodeAt() {
    return at + NAME_AT + s.u8(at) + typeLength;
  }

  @Override
  public long inode() {
    return inodeLength == Long.BYTES ? s.bits64(inodeAt()) : s.u32(inodeAt());
  }

  @Override
  public FileType type() {
    return typeLength == 0 ? FileType.UNKNOWN : Entries.type(s.u8(inodeAt() - 1));
  }

  @Override
  public byte[] name() {
    return s.bytes(at + NAME_AT, s.u8(at));
  }
}
