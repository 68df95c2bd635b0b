package io.guestkit.filesystem.xfs.directory;

import io.guestkit.block.CorruptImageException;
import io.guestkit.filesystem.FileType;

/** Goes through entries of a directory. */
interface Entries {

  /** Goes to the next entry; returns whether there is one. */
  boolean next() throws CorruptImageException;

  /** Returns the number of the entry's inode. */
  long inode();

  /** Returns what the entry is, UNKNOWN where it does not say. */
  FileType type();

  /** Returns the name. */
  byte[] name();

  /** Returns whether the entry is the directory itself or the one above. */
  default boolean isDots() {
    byte[] name = name();
    return name[0] == '.' && (name.length == 1 || (name.length == 2 && name[1] == '.'));
  }

  /** Returns the type of an entry by its number. */
  static FileType type(int number) {
    return switch (number) {
      case 1 -> FileType.REGULAR;
      case 2 -> FileType.DIRECTORY;
      case 3, 8 -> FileType.CHARACTER_DEVICE; // 8: what an overlay shows as removed
      case 4 -> FileType.BLOCK_DEVICE;
      case 5 -> FileType.FIFO;
      case 6 -> FileType.SOCKET;
      case 7 -> FileType.SYMLINK;
      default -> FileType.UNKNOWN;
    };
  }
}
