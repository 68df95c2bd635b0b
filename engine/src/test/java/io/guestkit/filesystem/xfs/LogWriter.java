package io.guestkit.filesystem.xfs;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Writes records into the log of {@link XfsBytes}: 32 blocks of 512 bytes. */
final class LogWriter {
  static final int LOG = 32 * XfsBytes.BLOCK;
  static final int BLOCKS = 32;

  static final int START = 1;
  static final int COMMIT = 2;
  static final int CONTINUE = 4;
  static final int WAS_CONTINUED = 8;
  static final int END = 16;

  private static final int BLOCK = 512;
  private static final int TRANSACTION = 0x69;
  private static final int LOG_CLIENT = 0xaa;

  private final ByteArrayOutputStream data = new ByteArrayOutputStream();
  private int operations;
  private int version = 2;
  private int format = 1;

  LogWriter version(int number) {
    version = number;
    return this;
  }

  LogWriter format(int number) {
    format = number;
    return this;
  }

  /** Adds an operation of a transaction. */
  LogWriter operation(int transaction, int flags, byte[] bytes) {
    return operation(transaction, flags, bytes, TRANSACTION);
  }

  private LogWriter operation(int transaction, int flags, byte[] bytes, int client) {
    ByteBuffer header = ByteBuffer.allocate(12).putInt(transaction).putInt(bytes.length);
    header.put((byte) client).put((byte) flags);
    data.writeBytes(header.array());
    data.writeBytes(bytes);
    operations++;
    return this;
  }

  LogWriter start(int transaction) {
    operation(transaction, START, new byte[0]);
    return operation(transaction, 0, new byte[16]);
  }

  LogWriter commit(int transaction) {
    return operation(transaction, COMMIT, new byte[0]);
  }

  /** Adds a whole transaction of the regions of its items. */
  LogWriter transaction(int transaction, byte[]... regions) {
    start(transaction);
    for (byte[] region : regions) {
      operation(transaction, 0, region);
    }
    return commit(transaction);
  }

  LogWriter unmount() {
    return operation(0xb0c0d0d0, 0x20, "nUmount ".getBytes(StandardCharsets.US_ASCII), LOG_CLIENT);
  }

  /**
   * Writes what was added as a record, and returns the block behind it, which may be past the end.
   */
  int write(XfsBytes image, int block, int cycle, int tailCycle, int tail) {
    byte[] bytes = data.toByteArray();
    int count = (bytes.length + BLOCK - 1) / BLOCK;
    ByteBuffer record = ByteBuffer.allocate((1 + count) * BLOCK);
    record.put(BLOCK, bytes);
    record.putInt(0, 0xfeedbabe).putInt(4, cycle).putInt(8, version).putInt(12, count * BLOCK);
    record.putInt(16, cycle).putInt(20, block).putInt(24, tailCycle).putInt(28, tail);
    record.putInt(40, operations).putInt(300, format).putInt(320, 32768);
    for (int i = 0; i < count; i++) {
      record.putInt(44 + i * 4, record.getInt((1 + i) * BLOCK));
      boolean around = block + 1 + i >= BLOCKS;
      record.putInt((1 + i) * BLOCK, around ? cycle + 1 : cycle);
    }
    for (int i = 0; i <= count; i++) {
      byte[] piece = new byte[BLOCK];
      record.get(i * BLOCK, piece);
      image.putBytes(LOG + (block + i) % BLOCKS * BLOCK, piece);
    }
    return block + 1 + count;
  }

  /** Returns the item of a buffer: its format, then the pieces of 128 bytes that were logged. */
  static byte[][] buffer(int offset, int length, int flags, int first, byte[]... pieces) {
    ByteBuffer item = ByteBuffer.allocate(24);
    item.order(ByteOrder.LITTLE_ENDIAN)
        .putShort(0, (short) 0x123c)
        .putShort(2, (short) (1 + pieces.length));
    item.putShort(4, (short) flags).putShort(6, (short) (length / BLOCK));
    item.putLong(8, offset / BLOCK).putInt(16, 1);
    int bits = pieces.length == 0 ? 0 : (1 << (pieces[0].length / 128)) - 1;
    item.putInt(20, bits << first);
    byte[][] regions = new byte[1 + pieces.length][];
    regions[0] = item.array();
    System.arraycopy(pieces, 0, regions, 1, pieces.length);
    return regions;
  }

  /** Returns the first region of an inode's item. */
  static byte[] inode(XfsBytes image, int index, int fields, int regions, int device) {
    ByteBuffer item = ByteBuffer.allocate(56);
    item.order(ByteOrder.LITTLE_ENDIAN).putShort(0, (short) 0x123b).putShort(2, (short) regions);
    item.putInt(4, fields).putLong(16, image.number(index)).putInt(24, device);
    item.putLong(40, 8 * XfsBytes.BLOCK / BLOCK).putInt(48, 12 * BLOCK);
    item.putInt(52, image.inodeAt(index) - 8 * XfsBytes.BLOCK);
    return item.array();
  }

  /** Returns the core of a regular file or device as it is logged. */
  static ByteBuffer core(boolean v5, int mode, int form, long size) {
    ByteBuffer core = little(v5 ? 176 : 96).putShort(0, (short) 0x494e).putShort(2, (short) mode);
    core.put(4, (byte) (v5 ? 3 : 2)).put(5, (byte) form).putInt(8, 1001).putInt(12, 1002);
    core.putInt(16, 3).putLong(56, size).putShort(30, (short) 5).putInt(40, 77).putInt(44, 88);
    return core;
  }

  static byte[] announcement(int type, long number) {
    ByteBuffer item = ByteBuffer.allocate(16);
    item.order(ByteOrder.LITTLE_ENDIAN).putShort(0, (short) type).putShort(2, (short) 1);
    return item.putLong(8, number).array();
  }

  static ByteBuffer little(int length) {
    return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
  }
}
