package io.guestkit.filesystem.xfs.log;

import io.guestkit.block.CorruptImageException;
import io.guestkit.filesystem.xfs.layout.Checksum;
import io.guestkit.filesystem.xfs.layout.Inode;
import io.guestkit.filesystem.xfs.layout.Superblock;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Puts logged inodes into their places. Source: "XFS Algorithms &amp; Data Structures", "Inode
 * Updates".
 */
record InodeReplay(Overlay overlay, Superblock superblock, Cancellations cancellations) {
  private static final int MAGIC = 0x494e;
  private static final int NEXT_UNLINKED_AT = 0x60;
  private static final int FLUSHED_AT = 0x1e;
  private static final int PLACE_AT = 0x70;

  private static final int DATA_LOCAL = 0x02;
  private static final int DATA_EXTENTS = 0x04;
  private static final int DATA_ROOT = 0x08;
  private static final int DEVICE = 0x10;
  private static final int ATTRIBUTE_LOCAL = 0x40;
  private static final int ATTRIBUTE_EXTENTS = 0x80;
  private static final int ATTRIBUTE_ROOT = 0x100;
  private static final int OWNERS = 0x600;

  /**
   * The first region: 56 bytes, or 52 where a 32-bit machine packed it.
   *
   * @param fields what was logged
   * @param device number of a device
   * @param sector place of the buffer that the inode is in
   */
  private record Format(int fields, int device, long sector, int sectors, int at) {

    static Format read(ByteBuffer s) {
      int shift = s.capacity() >= 56 ? 0 : -4;
      return new Format(
          s.getInt(4),
          s.getInt(24 + shift),
          s.getLong(40 + shift),
          s.getInt(48 + shift),
          s.getInt(52 + shift));
    }

    boolean has(int field) {
      return (fields & field) != 0;
    }
  }

  /** Replays an inode; returns whether there was something that cannot be replayed. */
  boolean replay(Item item, long place) throws IOException {
    Format format = Format.read(item.region(0, 52));
    if (cancellations.holds(format.sector, format.sectors)) {
      return false;
    }
    Item.check(
        format.sector >= 0
            && format.sector <= Long.MAX_VALUE / BufferFormat.SECTOR / 2
            && format.at >= 0
            && format.sectors > 0
            && format.at + (long) superblock.inodeSize()
                <= (long) format.sectors * BufferFormat.SECTOR,
        "inode at %d of sector %d".formatted(format.at, format.sector));
    long offset = format.sector * BufferFormat.SECTOR + format.at;
    overlay.check(offset, superblock.inodeSize());
    byte[] inode = overlay.read(offset, superblock.inodeSize());
    ByteBuffer core = item.region(1, NEXT_UNLINKED_AT);
    if (!isLater(ByteBuffer.wrap(inode), core, offset, place)) {
      core(ByteBuffer.wrap(inode), core, place);
      forks(item, format, inode);
      if (inode[4] == 3) {
        Checksum.seal(inode, 0, inode.length, Inode.CHECKSUM_AT);
      }
      overlay.write(offset, inode);
    }
    return format.has(OWNERS);
  }

  private boolean isLater(ByteBuffer inode, ByteBuffer core, long offset, long place)
      throws CorruptImageException {
    boolean magics = inode.getShort(0) == MAGIC && core.getShort(0) == MAGIC;
    boolean third = core.get(4) == 3;
    if (!magics || third != superblock.features().hasChecksums()) {
      throw new CorruptImageException("logged inode", offset, "there is no such inode");
    }
    if (third) {
      long stored = inode.get(4) == 3 ? inode.getLong(PLACE_AT) : 0;
      return stored != 0 && stored != -1 && Long.compareUnsigned(stored, place) > 0;
    }
    // Before version 3 a counter of 16 bits tells the later state; it goes around.
    int logged = core.getShort(FLUSHED_AT) & 0xffff;
    int stored = inode.getShort(FLUSHED_AT) & 0xffff;
    return logged < stored && !(stored == 0xffff && logged < 0x7fff);
  }

  /** Copies the fields before the forks, each turned around. */
  private static void core(ByteBuffer inode, ByteBuffer core, long place)
      throws CorruptImageException {
    boolean third = core.get(4) == 3;
    Item.check(!third || core.capacity() >= 0xb0, "logged inode of another size");
    long flags2 = third ? core.getLong(0x78) : 0;
    boolean bigTime = (flags2 & 0x8) != 0;
    boolean largeCounts = (flags2 & 0x10) != 0;
    inode.putShort(0x02, core.getShort(0x02)).put(0x04, core.get(0x04)).put(0x05, core.get(0x05));
    inode.putShort(0x06, third ? core.getShort(0x06) : 0);
    for (int at = 0x08; at < 0x14; at += 4) {
      inode.putInt(at, core.getInt(at));
    }
    inode.putShort(0x14, core.getShort(0x14)).putShort(0x16, core.getShort(0x16));
    inode.putLong(0x18, largeCounts ? core.getLong(0x18) : 0);
    for (int at = 0x20; at < 0x38; at += 8) {
      time(inode, core, at, bigTime);
    }
    inode.putLong(0x38, core.getLong(0x38)).putLong(0x40, core.getLong(0x40));
    inode.putInt(0x48, core.getInt(0x48)).putInt(0x4c, core.getInt(0x4c));
    inode.putShort(0x50, core.getShort(0x50));
    inode.put(0x52, core.get(0x52)).put(0x53, core.get(0x53));
    inode.putInt(0x54, core.getInt(0x54)).putShort(0x58, core.getShort(0x58));
    inode.putShort(0x5a, core.getShort(0x5a)).putInt(0x5c, core.getInt(0x5c));
    if (third) {
      inode.putLong(0x68, core.getLong(0x68)).putLong(PLACE_AT, place);
      inode.putLong(0x78, flags2).putInt(0x80, core.getInt(0x80));
      time(inode, core, 0x90, bigTime);
      inode.putLong(0x98, core.getLong(0x98));
      for (int at = 0xa0; at < 0xb0; at++) {
        inode.put(at, core.get(at));
      }
    }
  }

  private static void time(ByteBuffer inode, ByteBuffer core, int at, boolean big) {
    if (big) {
      inode.putLong(at, core.getLong(at));
    } else {
      inode.putInt(at, core.getInt(at)).putInt(at + 4, core.getInt(at + 4));
    }
  }

  private void forks(Item item, Format format, byte[] inode) throws CorruptImageException {
    int header = Inode.headerLength(inode[4]);
    int split = (inode[0x52] & 0xff) * 8;
    int end = inode.length;
    Item.check(header + split <= end, "attribute fork at %d".formatted(split));
    int dataEnd = split == 0 ? end : header + split;
    if (format.has(DEVICE)) {
      ByteBuffer.wrap(inode).putInt(header, format.device);
    }
    int region = 2;
    boolean plain = format.has(DATA_LOCAL | DATA_EXTENTS);
    if (plain || format.has(DATA_ROOT)) {
      if (region >= item.count()) {
        return; // only the core
      }
      fork(item.region(region), inode, header, dataEnd, plain);
      region++;
    }
    boolean plainAttributes = format.has(ATTRIBUTE_LOCAL | ATTRIBUTE_EXTENTS);
    if ((plainAttributes || format.has(ATTRIBUTE_ROOT)) && region < item.count()) {
      fork(item.region(region), inode, header + split, end, plainAttributes);
    }
  }

  private void fork(ByteBuffer logged, byte[] inode, int from, int to, boolean plain)
      throws CorruptImageException {
    if (plain) {
      Item.check(logged.capacity() <= to - from, "fork of %d bytes".formatted(logged.capacity()));
      logged.get(0, inode, from, logged.capacity());
    } else {
      root(logged, inode, from, to);
    }
  }

  /** Copies the root of a tree of extents, which in memory has the header of a block. */
  private void root(ByteBuffer logged, byte[] inode, int from, int to)
      throws CorruptImageException {
    int header = superblock.features().hasChecksums() ? 72 : 24;
    int room = (to - from - 4) / 16;
    int logRoom = (logged.capacity() - header) / 16;
    int count = logged.capacity() < header ? -1 : Short.reverseBytes(logged.getShort(6)) & 0xffff;
    Item.check(
        count >= 0 && count <= room && count <= logRoom,
        "root with %d entries of %d bytes".formatted(count, logged.capacity()));
    logged.get(4, inode, from, 4);
    logged.get(header, inode, from + 4, count * Long.BYTES);
    logged.get(
        header + logRoom * Long.BYTES, inode, from + 4 + room * Long.BYTES, count * Long.BYTES);
  }
}
