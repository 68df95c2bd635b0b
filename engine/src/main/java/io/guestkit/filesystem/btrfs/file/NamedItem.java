package io.guestkit.filesystem.btrfs.file;

import io.guestkit.filesystem.FileType;
import io.guestkit.filesystem.btrfs.tree.Item;
import java.io.IOException;

/**
 * One of the names in an item, which holds several where their hashes are equal. Little-endian.
 * Source: Linux include/uapi/linux/btrfs_tree.h, btrfs_dir_item.
 *
 * @param item the item
 * @param at offset of the name in it
 * @param dataLength bytes behind the name: the value of an attribute
 * @param nameLength bytes of the name
 */
record NamedItem(Item item, int at, int dataLength, int nameLength) {
  private static final int HEAD = 30;
  private static final int MAX_NAME = 255;
  private static final int TYPE_MASK = 0x7f;

  /** Reads the name at an offset, which is below the item's length. */
  static NamedItem read(Item item, int at) throws IOException {
    int dataLength = item.u16(at + 25);
    int nameLength = item.u16(at + 27);
    boolean fits =
        nameLength > 0
            && nameLength <= MAX_NAME
            && at + HEAD + nameLength + dataLength <= item.length();
    item.check(fits, at + 27, "name of bytes", nameLength);
    return new NamedItem(item, at, dataLength, nameLength);
  }

  int end() {
    return at + HEAD + nameLength + dataLength;
  }

  /** Returns the object of the key that it leads to. */
  long targetId() throws IOException {
    return item.bits64(at);
  }

  int targetType() throws IOException {
    return item.u8(at + 8);
  }

  byte[] name() throws IOException {
    return item.bytes(at + HEAD, nameLength);
  }

  boolean isNamed(byte[] name) throws IOException {
    return name.length == nameLength && item.matches(at + HEAD, name);
  }

  byte[] data() throws IOException {
    return item.bytes(at + HEAD + nameLength, dataLength);
  }

  FileType type() throws IOException {
    return switch (item.u8(at + 29) & TYPE_MASK) {
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
