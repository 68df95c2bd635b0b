package io.guestkit.filesystem.ext;

import io.guestkit.block.Struct;
import io.guestkit.filesystem.FileType;
import java.io.IOException;

/**
 * Goes through the entries of one block of a directory, little-endian: inode (32 bits), length of
 * the entry (16), length of the name (8), type (8), name. Source: Linux
 * Documentation/filesystems/ext4, "Linear (Classic) Directories". The nodes of a hash tree, the
 * checksum at a block's end and removed names are entries without an inode, and are left out.
 */
final class DirectoryBlock {
  /** 12: the smallest entry, with a name of one to four bytes. */
  private static final int MIN_ENTRY = 12;

  private static final int NAME_AT = 8;
  private static final int BIGGEST_BLOCK = 1 << 16;

  private final Struct s;
  private final Superblock superblock;
  private int next;
  private int at;

  /** Makes a cursor before the first entry. */
  DirectoryBlock(Struct s, Superblock superblock) {
    this.s = s;
    this.superblock = superblock;
  }

  /** Goes to the next entry that has an inode; returns whether there is one. */
  boolean next() throws IOException {
    while (next < s.length()) {
      at = next;
      if (at + MIN_ENTRY > s.length()) {
        throw s.corrupt(at, "entry past the end");
      }
      int length = length(s.u16(at + 4));
      int end = at + length;
      if (length < MIN_ENTRY || length % 4 != 0 || end > s.length()) {
        throw s.corrupt(at + 4, "entry of %d bytes", length);
      }
      int nameLength = nameLength();
      if (NAME_AT + nameLength > length) {
        throw s.corrupt(at + 6, "name of %d bytes", nameLength);
      }
      next = end;
      long inode = inode();
      if (inode != 0) {
        if (inode > superblock.inodes()) {
          throw s.corrupt(at, "inode %d", inode);
        }
        if (nameLength == 0) {
          throw s.corrupt(at + 6, "empty name");
        }
        return true;
      }
    }
    return false;
  }

  /** Returns the length of an entry: in blocks of 64 KiB it does not fit and is encoded. */
  private int length(int stored) {
    if (superblock.blockSize() < BIGGEST_BLOCK) {
      return stored;
    }
    return stored == 0 || stored == 0xffff
        ? BIGGEST_BLOCK
        : (stored & 0xfffc) | ((stored & 3) << 16);
  }

  /** Returns the number of the inode. */
  long inode() {
    return s.u32(at);
  }

  int nameLength() {
    return s.u8(at + 6);
  }

  /** Returns the name's bytes. */
  byte[] name() {
    return s.bytes(at + NAME_AT, nameLength());
  }

  /** Returns the offset of the entry in the block. */
  int at() {
    return at;
  }

  Struct struct() {
    return s;
  }

  /** Returns whether this is the directory itself or the one above it. */
  boolean isDots() {
    int length = nameLength();
    return length <= 2 && s.u8(at + NAME_AT) == '.' && s.u8(at + NAME_AT + length - 1) == '.';
  }

  /** Returns whether the name is the one given. */
  boolean isNamed(byte[] name) {
    if (name.length != nameLength()) {
      return false;
    }
    for (int i = 0; i < name.length; i++) {
      if ((byte) s.u8(at + NAME_AT + i) != name[i]) {
        return false;
      }
    }
    return true;
  }

  /** Returns the type, UNKNOWN where directories do not keep it. */
  FileType type() {
    if (!superblock.features().hasIncompat(Features.INCOMPAT_FILETYPE)) {
      return FileType.UNKNOWN;
    }
    return switch (s.u8(at + 7)) {
      case 1 -> FileType.REGULAR;
      case 2 -> FileType.DIRECTORY;
      case 3 -> FileType.CHARACTER_DEVICE;
      case 4 -> FileType.BLOCK_DEVICE;
      case 5 -> FileType.FIFO;
      case 6 -> FileType.SOCKET;
      case 7 -> FileType.SYMLINK;
      default -> FileType.UNKNOWN;
    };
  }
}
