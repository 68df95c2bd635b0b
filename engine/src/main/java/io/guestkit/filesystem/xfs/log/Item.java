package io.guestkit.filesystem.xfs.log;

import io.guestkit.block.CorruptImageException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** What a transaction logged of one thing: regions of bytes, of which the first says what it is. */
final class Item {
  static final int EXTENT_FREE = 0x1236;
  static final int EXTENT_FREE_DONE = 0x1237;
  static final int INODE = 0x123b;
  static final int BUFFER = 0x123c;
  static final int INODE_CREATE = 0x123f;
  static final int LAST_DEFERRED = 0x124f;

  /** The first of the types that come in pairs: announced, done. */
  static final int FIRST_PAIR = 0x1240;

  /** 32768: twice what the kernel's largest transaction has, 2 MiB of 128 bytes each. */
  private static final int MAX_REGIONS = 1 << 15;

  private final List<ByteArrayOutputStream> regions = new ArrayList<>();
  private final int total;

  Item(byte[] first) throws CorruptImageException {
    check(first.length >= 4, "item of %d bytes".formatted(first.length));
    total = little(first).getShort(2) & 0xffff;
    check(total > 0 && total <= MAX_REGIONS, "item of %d regions".formatted(total));
    add(first);
  }

  static void check(boolean holds, String otherwise) throws CorruptImageException {
    if (!holds) {
      throw new CorruptImageException("log", 0, otherwise);
    }
  }

  static ByteBuffer little(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  boolean isComplete() {
    return regions.size() == total;
  }

  void add(byte[] region) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(region.length);
    bytes.writeBytes(region);
    regions.add(bytes);
  }

  /** Adds what the last region goes on with. */
  void carryOn(byte[] more) {
    regions.getLast().writeBytes(more);
  }

  int type() {
    return region(0).getShort(0) & 0xffff;
  }

  /** Returns how many regions there are. */
  int count() {
    return regions.size();
  }

  /** Returns a region in the byte order of the machine that logged it. */
  ByteBuffer region(int index) {
    return little(regions.get(index).toByteArray());
  }

  /**
   * Returns a region that must be there.
   *
   * @throws CorruptImageException if it is not, or is shorter than it must be
   */
  ByteBuffer region(int index, int atLeast) throws CorruptImageException {
    check(index < regions.size(), "item without region " + index);
    ByteBuffer region = region(index);
    check(region.capacity() >= atLeast, "region of %d bytes".formatted(region.capacity()));
    return region;
  }
}
