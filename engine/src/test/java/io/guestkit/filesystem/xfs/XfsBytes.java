package io.guestkit.filesystem.xfs;

import io.guestkit.block.MemorySource;
import io.guestkit.testing.Sources;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * A volume of 64 blocks of 1 KiB in one allocation group, built by hand, with an empty log from
 * block 32 and inodes from block 8: the root directory, a file of three blocks from block 16, a
 * directory in block 20, a link in block 21, a file with attributes in block 22 and a value in
 * block 23, a file whose extents are a tree with a leaf in block 24.
 */
final class XfsBytes {
  static final int BLOCK = 1024;
  static final int DIRECTORY_BLOCK = 20 * BLOCK;
  static final int LINK_BLOCK = 21 * BLOCK;
  static final int ATTRIBUTE_BLOCK = 22 * BLOCK;
  static final int VALUE_BLOCK = 23 * BLOCK;
  static final int TREE_BLOCK = 24 * BLOCK;

  static final int ROOT = 0;
  static final int FILE = 1;
  static final int DIRECTORY = 2;
  static final int LINK = 3;
  static final int ATTRIBUTES = 4;
  static final int TREE = 5;

  private static final int INODES_AT = 8 * BLOCK;
  private static final int FORKOFF = 8;

  private final boolean v5;
  private final byte[] image = new byte[64 * BLOCK];
  private final ByteBuffer bytes = ByteBuffer.wrap(image);
  private boolean sealed = true;

  private XfsBytes(boolean v5) {
    this.v5 = v5;
    superblock();
    headers();
    String names = "file dir link attributes tree";
    int[] inodes = {FILE, DIRECTORY, LINK, ATTRIBUTES, TREE};
    ByteBuffer root = ByteBuffer.allocate(200).put((byte) 5).put((byte) 0).putInt(number(ROOT));
    String[] name = names.split(" ", -1);
    for (int i = 0; i < name.length; i++) {
      root.put((byte) name[i].length()).putShort((short) 0).put(text(name[i]));
      if (v5) {
        root.put((byte) 0);
      }
      root.putInt(number(inodes[i]));
    }
    inode(ROOT, 040755, 1, root.position());
    bytes.put(fork(ROOT), root.array(), 0, root.position());
    inode(FILE, 0100644, 2, 3000).extent(FILE, 0, 16, 3, 0);
    inode(DIRECTORY, 040755, 2, BLOCK).extent(DIRECTORY, 0, 20, 1, 0);
    directory();
    inode(LINK, 0120777, 2, 300).extent(LINK, 0, 21, 1, 0);
    remote(LINK_BLOCK, 0x58534c4d, LINK, 300);
    inode(ATTRIBUTES, 0100644, 2, 0);
    bytes.put(inodeAt(ATTRIBUTES) + 0x52, (byte) FORKOFF).put(inodeAt(ATTRIBUTES) + 0x53, (byte) 2);
    attributes();
    inode(TREE, 0100644, 3, 2000);
    tree();
  }

  static XfsBytes version4() {
    return new XfsBytes(false);
  }

  static XfsBytes version5() {
    return new XfsBytes(true);
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  int inodeSize() {
    return v5 ? 512 : 256;
  }

  int number(int index) {
    return INODES_AT / inodeSize() + index;
  }

  int inodeAt(int index) {
    return INODES_AT + index * inodeSize();
  }

  /** Returns where the data fork of an inode is. */
  int fork(int index) {
    return inodeAt(index) + (v5 ? 176 : 100);
  }

  int attributeFork(int index) {
    return fork(index) + FORKOFF * 8;
  }

  private void superblock() {
    put(0, 0x58465342).put(4, BLOCK);
    bytes.putLong(8, 64).put(0x20, (byte) 7);
    bytes.putLong(0x30, 32).putLong(0x38, number(ROOT));
    put(0x54, 64).put(0x58, 1).put(0x60, 16);
    putShort(0x64, v5 ? 0xb4a5 : 0xb4a4).putShort(0x66, 512).putShort(0x68, inodeSize());
    putShort(0x6a, BLOCK / inodeSize());
    bytes.put(0x78, new byte[] {10, 9, (byte) (v5 ? 9 : 8), (byte) (v5 ? 1 : 2), 6});
    bytes.put(0x7f, (byte) 25);
    bytes.putLong(0x80, 64).putLong(0x88, 50).putLong(0x90, 20);
    put(0xc8, v5 ? 0x18a : 0xa);
    if (v5) {
      put(0xd8, 0x3);
    }
  }

  private void headers() {
    put(512, 0x58414746).put(512 + 0x0c, 64).put(512 + 0x34, 20);
    put(1024, 0x58414749).put(1024 + 0x0c, 64).put(1024 + 0x10, 64).put(1024 + 0x1c, 50);
    bytes.put(512 + 0x40, (byte) 7).put(1024 + 0x128, (byte) 7);
  }

  /** Writes the core of an inode. */
  XfsBytes inode(int index, int mode, int form, int size) {
    int at = inodeAt(index);
    putShort(at, 0x494e).putShort(at + 2, mode);
    bytes.put(at + 4, (byte) (v5 ? 3 : 2)).put(at + 5, (byte) form);
    put(at + 0x10, 1);
    bytes.putLong(at + 0x38, size);
    if (v5) {
      bytes.putLong(at + 0x98, number(index)).put(at + 0xa0, (byte) 7);
    }
    return this;
  }

  /** Gives an inode an extent, and that many. */
  XfsBytes extent(int index, int which, int block, int count, long start) {
    put(inodeAt(index) + 0x4c, which + 1);
    return extent(fork(index) + which * 16, block, count, start);
  }

  XfsBytes extent(int at, int block, int count, long start) {
    bytes.putLong(at, start << 9).putLong(at + 8, (long) block << 21 | count);
    return this;
  }

  /** Returns where the first entry behind the dots is in the directory's block. */
  int entryAt() {
    return DIRECTORY_BLOCK + (v5 ? 64 : 16);
  }

  private void directory() {
    put(DIRECTORY_BLOCK, v5 ? 0x58444233 : 0x58443242);
    header(DIRECTORY_BLOCK, 0x08, 0x18, 0x28, DIRECTORY);
    entry(entryAt(), FILE, "one");
    entry(entryAt() + 16, FILE, "two");
    int free = entryAt() + 32;
    int end = DIRECTORY_BLOCK + BLOCK - 8 - 2 * 8;
    putShort(free, 0xffff).putShort(free + 2, end - free).putShort(end - 2, free - DIRECTORY_BLOCK);
    int one = ('o' << 14) ^ ('n' << 7) ^ 'e';
    int two = ('t' << 14) ^ ('w' << 7) ^ 'o';
    put(end, one).put(end + 4, (entryAt() - DIRECTORY_BLOCK) / 8);
    put(end + 8, two).put(end + 12, (entryAt() + 16 - DIRECTORY_BLOCK) / 8);
    put(end + 16, 2);
  }

  private void entry(int at, int inode, String name) {
    bytes.putLong(at, number(inode)).put(at + 8, (byte) name.length()).put(at + 9, text(name));
    putShort(at + 14, at - DIRECTORY_BLOCK);
  }

  private void header(int at, int addressAt, int uuidAt, int ownerAt, int inode) {
    if (v5) {
      bytes.putLong(at + addressAt, at / 512).put(at + uuidAt, (byte) 7);
      bytes.putLong(at + ownerAt, number(inode));
    }
  }

  private void remote(int at, int magic, int inode, int length) {
    if (v5) {
      put(at, magic).put(at + 8, length);
      header(at, 0x28, 0x10, 0x20, inode);
    }
    bytes.put(at + (v5 ? 56 : 0), text("v".repeat(length)));
  }

  /** Returns where the entries of the leaf of attributes are. */
  int attributeEntryAt() {
    return ATTRIBUTE_BLOCK + (v5 ? 80 : 32);
  }

  private void attributes() {
    putShort(inodeAt(ATTRIBUTES) + 0x50, 1);
    extent(attributeFork(ATTRIBUTES), 22, 2, 0);
    putShort(ATTRIBUTE_BLOCK + 8, v5 ? 0x3bee : 0xfbee);
    header(ATTRIBUTE_BLOCK, 0x10, 0x20, 0x30, ATTRIBUTES);
    putShort(ATTRIBUTE_BLOCK + (v5 ? 56 : 12), 2);
    int at = attributeEntryAt();
    putShort(at + 4, 900).putShort(at + 12, 950);
    bytes.put(at + 6, (byte) 1);
    putShort(ATTRIBUTE_BLOCK + 900, 5);
    bytes.put(ATTRIBUTE_BLOCK + 902, (byte) 5).put(ATTRIBUTE_BLOCK + 903, text("localvalue"));
    put(ATTRIBUTE_BLOCK + 950, 1).put(ATTRIBUTE_BLOCK + 954, 500);
    bytes.put(ATTRIBUTE_BLOCK + 958, (byte) 3).put(ATTRIBUTE_BLOCK + 959, text("far"));
    remote(VALUE_BLOCK, 0x5841524d, ATTRIBUTES, 500);
  }

  /** Returns the pointer in the root of the tree of extents. */
  int treePointerAt() {
    int length = inodeSize() - (v5 ? 176 : 100);
    return fork(TREE) + 4 + (length - 4) / 16 * 8;
  }

  int treeHeader() {
    return v5 ? 72 : 24;
  }

  private void tree() {
    putShort(fork(TREE), 1).putShort(fork(TREE) + 2, 1);
    bytes.putLong(treePointerAt(), 24);
    put(TREE_BLOCK, v5 ? 0x424d4133 : 0x424d4150).putShort(TREE_BLOCK + 6, 1);
    header(TREE_BLOCK, 0x18, 0x28, 0x38, TREE);
    extent(TREE_BLOCK + treeHeader(), 25, 2, 0);
  }

  /** Returns the bytes of the root directory. */
  int rootLength() {
    return (int) bytes.getLong(inodeAt(ROOT) + 0x38);
  }

  XfsBytes put(int at, int value) {
    bytes.putInt(at, value);
    return this;
  }

  XfsBytes putShort(int at, int value) {
    bytes.putShort(at, (short) value);
    return this;
  }

  XfsBytes putByte(int at, int value) {
    bytes.put(at, (byte) value);
    return this;
  }

  XfsBytes putLong(int at, long value) {
    bytes.putLong(at, value);
    return this;
  }

  XfsBytes putBytes(int at, byte[] value) {
    bytes.put(at, value);
    return this;
  }

  /** Makes the checksums right now: what is changed later is damage. */
  XfsBytes seal() {
    Seals.renew(image);
    sealed = false;
    return this;
  }

  MemorySource source() {
    if (v5 && sealed) {
      Seals.renew(image);
      Seals.renewLog(image, LogWriter.LOG, LogWriter.LOG + LogWriter.BLOCKS * 512);
    }
    return Sources.memory(image);
  }
}
