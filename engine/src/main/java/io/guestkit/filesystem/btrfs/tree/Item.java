package io.guestkit.filesystem.btrfs.tree;

import io.guestkit.block.CorruptImageException;
import io.guestkit.filesystem.btrfs.superblock.Uuids;
import java.nio.ByteBuffer;
import java.util.UUID;

/** An item of a leaf: its key, and its bytes by their offset in it. Little-endian. */
public final class Item {
  private final Node leaf;
  private final int index;
  private final ByteBuffer bytes;
  private final int start;
  private final int length;

  Item(Node leaf, int index) {
    this.leaf = leaf;
    this.index = index;
    this.bytes = leaf.bytes();
    this.start = leaf.itemAt(index);
    this.length = leaf.itemLength(index);
  }

  /** Returns the object of the key. */
  public long objectId() {
    return leaf.objectId(index);
  }

  /** Returns the type of the key. */
  public int type() {
    return leaf.type(index);
  }

  /** Returns the offset of the key. */
  public long offset() {
    return leaf.offset(index);
  }

  /** Returns the logical address. */
  public long address() {
    return leaf.address() + start;
  }

  /** Returns the number of bytes. */
  public int length() {
    return length;
  }

  /** Returns an unsigned byte. */
  public int u8(int at) throws CorruptImageException {
    return bytes.get(at(at, 1)) & 0xff;
  }

  /** Returns an unsigned 16-bit number. */
  public int u16(int at) throws CorruptImageException {
    return bytes.getShort(at(at, 2)) & 0xffff;
  }

  /** Returns an unsigned 32-bit number. */
  public long u32(int at) throws CorruptImageException {
    return bytes.getInt(at(at, 4)) & 0xffff_ffffL;
  }

  /** Returns 64 bits as they are. */
  public long bits64(int at) throws CorruptImageException {
    return bytes.getLong(at(at, 8));
  }

  /**
   * Returns an unsigned 64-bit number.
   *
   * @throws CorruptImageException if it is 2^63 or above, which no size or address is
   */
  public long u64(int at) throws CorruptImageException {
    long value = bits64(at);
    if (value < 0) {
      throw corrupt(at, "value " + Long.toUnsignedString(value));
    }
    return value;
  }

  /** Returns a UUID. */
  public UUID uuid(int at) throws CorruptImageException {
    return Uuids.read(bytes, at(at, 16));
  }

  /** Returns a copy of some bytes. */
  public byte[] bytes(int at, int count) throws CorruptImageException {
    byte[] copy = new byte[count];
    bytes.get(at(at, count), copy);
    return copy;
  }

  /** Returns whether some bytes are the ones given. */
  public boolean matches(int at, byte[] wanted) throws CorruptImageException {
    int from = at(at, wanted.length);
    for (int i = 0; i < wanted.length; i++) {
      if (bytes.get(from + i) != wanted[i]) {
        return false;
      }
    }
    return true;
  }

  /** Returns the bytes of the node that the item is in; nobody changes them. */
  public byte[] nodeBytes() {
    return leaf.all();
  }

  /** Returns where the item starts in the bytes of its node. */
  public int nodeOffset() {
    return start;
  }

  private int at(int at, int count) throws CorruptImageException {
    if (at < 0 || count > length - at) {
      throw corrupt(Math.clamp(at, 0, length), "%d bytes at %d of %d".formatted(count, at, length));
    }
    return start + at;
  }

  /** Checks a field. */
  public void check(boolean holds, int at, String what, long value) throws CorruptImageException {
    if (!holds) {
      throw corrupt(at, what + " " + value);
    }
  }

  /** Returns the exception that says what is wrong at a place of this item. */
  public CorruptImageException corrupt(int at, String what) {
    return leaf.corrupt(start + at, "item %s: %s".formatted(leaf.keyText(index), what));
  }
}
