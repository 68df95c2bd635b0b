package io.guestkit.filesystem.ext;

import io.guestkit.block.MemorySource;
import io.guestkit.testing.Sources;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * A volume of 64 blocks of 1 KiB, built by hand: descriptors in block 2, 32 inodes from block 5,
 * the root directory in block 9, which holds {@code file} (inode 12) and {@code dir} (inode 13,
 * which is the root again).
 */
final class ExtBytes {
  static final int BLOCK = 1024;
  static final int SUPERBLOCK = 1024;
  static final int DESCRIPTOR = 2 * BLOCK;
  static final int ROOT_DIRECTORY = 9 * BLOCK;
  static final int FREE_BLOCK = 20;
  static final int FILE = 12;

  private static final int INODES = 32;
  private static final int INODE_SIZE = 128;
  private static final int EXTENTS = 0x80000;

  private final ByteBuffer bytes = ByteBuffer.allocate(64 * BLOCK).order(ByteOrder.LITTLE_ENDIAN);

  ExtBytes() {
    superblock(0x00, INODES).superblock(0x04, 64).superblock(0x14, 1).superblock(0x20, 8192);
    superblock(0x28, INODES).superblock(0x4c, 1).superblock(0x60, 0x42);
    bytes.putShort(SUPERBLOCK + 0x38, (short) 0xef53);
    bytes.putShort(SUPERBLOCK + 0x3a, (short) 1);
    bytes.putShort(SUPERBLOCK + 0x58, (short) INODE_SIZE);
    put(DESCRIPTOR, 3).put(DESCRIPTOR + 4, 4).put(DESCRIPTOR + 8, 5);
    inode(2, 040755, 2, BLOCK);
    extent(2, 9, 1);
    inode(FILE, 0100644, 1, 3000);
    extent(FILE, 10, 3);
    name(0, 2, 12, ".").name(12, 2, 12, "..").name(24, FILE, 16, "file");
    name(40, 2, BLOCK - 40, "dir");
  }

  static int inodeAt(int number) {
    return 5 * BLOCK + (number - 1) * INODE_SIZE;
  }

  ExtBytes superblock(int at, int value) {
    return put(SUPERBLOCK + at, value);
  }

  ExtBytes put(int at, int value) {
    bytes.putInt(at, value);
    return this;
  }

  ExtBytes putShort(int at, int value) {
    bytes.putShort(at, (short) value);
    return this;
  }

  ExtBytes inode(int number, int mode, int links, int size) {
    int at = inodeAt(number);
    return putShort(at, mode).put(at + 4, size).putShort(at + 0x1a, links).put(at + 0x20, EXTENTS);
  }

  /** Gives an inode one extent at the root of its tree. */
  ExtBytes extent(int number, int block, int count) {
    return node(inodeAt(number) + 0x28, 4, 0, block, count);
  }

  /** Writes a node of extents with one entry. */
  ExtBytes node(int at, int max, int depth, int block, int count) {
    putShort(at, 0xf30a).putShort(at + 2, 1).putShort(at + 4, max).putShort(at + 6, depth);
    return put(at + 12, 0)
        .put(at + 16, depth > 0 ? block : count)
        .put(at + 20, depth > 0 ? 0 : block);
  }

  /** Writes an entry of the root directory. */
  ExtBytes name(int at, int inode, int length, String name) {
    byte[] text = name.getBytes(StandardCharsets.UTF_8);
    put(ROOT_DIRECTORY + at, inode).putShort(ROOT_DIRECTORY + at + 4, length);
    bytes.put(ROOT_DIRECTORY + at + 6, (byte) text.length);
    bytes.put(ROOT_DIRECTORY + at + 7, (byte) (inode == 2 ? 2 : 1));
    bytes.put(ROOT_DIRECTORY + at + 8, text);
    return this;
  }

  MemorySource source() {
    return Sources.memory(bytes.array());
  }
}
