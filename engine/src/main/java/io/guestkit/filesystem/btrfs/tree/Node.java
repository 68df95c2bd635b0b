package io.guestkit.filesystem.btrfs.tree;

import io.guestkit.block.CorruptImageException;
import io.guestkit.filesystem.btrfs.superblock.Uuids;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.UUID;

/**
 * A node of a tree, whole. Little-endian. Source: Btrfs documentation, "On-disk Format",
 * btrfs_header, btrfs_item, btrfs_key_ptr.
 */
public final class Node {
  /** Bytes of the header. */
  public static final int HEADER = 101;

  private static final int KEY = 17;
  private static final int LEAF_ITEM = 25;
  private static final int POINTER = 33;
  private static final int COUNT_AT = 96;
  private static final int LEVEL_AT = 100;
  private static final int MAX_LEVEL = 8;

  private final String name;
  private final long address;
  private final byte[] all;
  private final ByteBuffer bytes;
  private final int level;
  private final int count;

  /** Takes over bytes that were {@link #checked}. */
  Node(String name, long address, byte[] bytes) {
    this.name = name;
    this.address = address;
    this.all = bytes;
    this.bytes = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    this.level = bytes[LEVEL_AT] & 0xff;
    this.count = this.bytes.getInt(COUNT_AT);
  }

  /**
   * Returns the node of some bytes whose checksum holds.
   *
   * @throws CorruptImageException if items lie outside or their keys do not ascend
   */
  static Node checked(String name, long address, byte[] bytes) throws CorruptImageException {
    Node node = new Node(name, address, bytes);
    if (node.level >= MAX_LEVEL) {
      throw node.corrupt(LEVEL_AT, "level " + node.level);
    }
    int size = node.level == 0 ? LEAF_ITEM : POINTER;
    int max = (bytes.length - HEADER) / size;
    if (node.count < 0 || node.count > max || (node.count == 0 && node.level > 0)) {
      throw node.corrupt(COUNT_AT, node.count + " items");
    }
    for (int i = 0; i < node.count; i++) {
      if (i > 0 && node.compare(i - 1, node.objectId(i), node.type(i), node.offset(i)) >= 0) {
        throw node.corrupt(node.slotAt(i), "key %s does not ascend".formatted(node.keyText(i)));
      }
      if (node.level == 0) {
        node.checkItem(i);
      }
    }
    return node;
  }

  private void checkItem(int index) throws CorruptImageException {
    int at = slotAt(index) + KEY;
    long from = bytes.getInt(at) & 0xffff_ffffL;
    long length = bytes.getInt(at + 4) & 0xffff_ffffL;
    if (from + length > bytes.capacity() - HEADER || from < (long) count * LEAF_ITEM) {
      throw corrupt(at, "item %d of %d bytes at %d".formatted(index, length, from));
    }
  }

  /** Returns the exception that says what is wrong at a place of this node. */
  CorruptImageException corrupt(int at, String what) {
    return new CorruptImageException("node of " + name, address + at, what);
  }

  /** Returns the logical address. */
  public long address() {
    return address;
  }

  UUID fsid() {
    return Uuids.read(bytes, 0x20);
  }

  long storedAddress() {
    return bytes.getLong(0x30);
  }

  /** Returns the UUID of the tree of chunks. */
  public UUID chunkTreeUuid() {
    return Uuids.read(bytes, 0x40);
  }

  long generation() {
    return bytes.getLong(0x50);
  }

  long owner() {
    return bytes.getLong(0x58);
  }

  int level() {
    return level;
  }

  int count() {
    return count;
  }

  ByteBuffer bytes() {
    return bytes;
  }

  /** Returns the bytes, which nobody changes. */
  byte[] all() {
    return all;
  }

  private int slotAt(int index) {
    return HEADER + index * (level == 0 ? LEAF_ITEM : POINTER);
  }

  long objectId(int index) {
    return bytes.getLong(slotAt(index));
  }

  int type(int index) {
    return bytes.get(slotAt(index) + 8) & 0xff;
  }

  long offset(int index) {
    return bytes.getLong(slotAt(index) + 9);
  }

  String keyText(int index) {
    return "(%s %d %s)"
        .formatted(
            Long.toUnsignedString(objectId(index)),
            type(index),
            Long.toUnsignedString(offset(index)));
  }

  /** Compares the key at an index with another one. */
  int compare(int index, long objectId, int type, long offset) {
    int order = Long.compareUnsigned(objectId(index), objectId);
    if (order == 0) {
      order = Integer.compare(type(index), type);
    }
    return order == 0 ? Long.compareUnsigned(offset(index), offset) : order;
  }

  /** Returns the index of the last key that is not above another one, -1 where there is none. */
  int floor(long objectId, int type, long offset) {
    int low = 0;
    int high = count - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      if (compare(middle, objectId, type, offset) <= 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return high;
  }

  long childAddress(int index) {
    return bytes.getLong(slotAt(index) + KEY);
  }

  long childGeneration(int index) {
    return bytes.getLong(slotAt(index) + KEY + 8);
  }

  /** Returns where the bytes of an item start in the node. */
  int itemAt(int index) {
    return HEADER + bytes.getInt(slotAt(index) + KEY);
  }

  int itemLength(int index) {
    return bytes.getInt(slotAt(index) + KEY + 4);
  }
}
