package io.guestkit.filesystem.ext;

import io.guestkit.block.BlockSource;
import io.guestkit.block.Budget;
import io.guestkit.block.CorruptImageException;
import io.guestkit.block.Struct;
import io.guestkit.filesystem.ExtendedAttribute;
import io.guestkit.filesystem.FileName;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Extended attributes of an inode: behind its fields, in a block, and large values in inodes of
 * their own; little-endian. Source: Linux Documentation/filesystems/ext4, "Extended Attributes".
 */
record ExtendedAttributes(InodeTable inodes) {
  private static final long MAGIC = 0xea020000L;
  private static final int BLOCK_HEADER = 32;
  private static final int ENTRY = 16;

  /** 64 KiB: XATTR_SIZE_MAX of Linux. */
  private static final long MAX_VALUE = 1 << 16;

  private static final int SYSTEM = 7;
  private static final byte[] DATA = {'d', 'a', 't', 'a'};

  /**
   * An entry.
   *
   * @param values what the value's offset counts from
   * @param at where the entry is in its structure
   * @param valueAt offset of the value
   * @param valueInode inode that holds the value, or 0
   */
  @SuppressWarnings("ArrayRecordComponent") // never changed
  private record Entry(
      Struct s,
      int at,
      int prefix,
      byte[] name,
      int values,
      long valueAt,
      long valueInode,
      long valueSize) {}

  /** Returns the attributes that the kernel lists, sorted by name. */
  List<ExtendedAttribute> list(Inode inode) throws IOException {
    List<Entry> entries = inInode(inode);
    entries.addAll(inBlock(inode));
    List<ExtendedAttribute> attributes = new ArrayList<>(entries.size());
    Budget budget = inodes.volume().session().budget();
    long reserved = 0;
    try {
      for (Entry entry : entries) {
        Optional<String> name = name(entry);
        if (name.isPresent()) {
          // Entries may share their values, so that a block can ask for many times its size.
          budget.reserve(entry.valueSize, "the attributes of an inode");
          reserved += entry.valueSize;
          attributes.add(new ExtendedAttribute(name.get(), value(entry)));
        }
      }
    } finally {
      budget.release(reserved);
    }
    attributes.sort(Comparator.comparing(ExtendedAttribute::name));
    return attributes;
  }

  /** Returns what follows the inline data that is in the block map. */
  byte[] inlineData(Inode inode) throws IOException {
    for (Entry entry : inInode(inode)) {
      if (isInlineData(entry)) {
        return value(entry);
      }
    }
    return new byte[0];
  }

  private static boolean isInlineData(Entry entry) {
    return entry.prefix == SYSTEM && Arrays.equals(entry.name, DATA);
  }

  /** Returns the name with its prefix; empty for what no handler of the kernel lists. */
  private static Optional<String> name(Entry entry) {
    String name = FileName.decode(entry.name);
    return switch (entry.prefix) {
      case 1 -> Optional.of("user." + name);
      case 2 -> Optional.of("system.posix_acl_access");
      case 3 -> Optional.of("system.posix_acl_default");
      case 4 -> Optional.of("trusted." + name);
      case 6 -> Optional.of("security." + name);
      default -> Optional.empty();
    };
  }

  private List<Entry> inInode(Inode inode) throws IOException {
    List<Entry> entries = new ArrayList<>();
    if (inodes.superblock().inodeSize() <= Inode.BASE) {
      return entries;
    }
    Struct s = inodes.whole(inode.inode());
    int header = Inode.BASE + s.u16(0x80);
    if (s.u16(0x80) == 0 || header % 4 != 0 || header + 8 > s.length()) {
      return entries;
    }
    if (s.u32(header) == MAGIC) {
      read(s, header + 4, header + 4, entries);
    }
    return entries;
  }

  private List<Entry> inBlock(Inode inode) throws IOException {
    List<Entry> entries = new ArrayList<>();
    if (inode.attributeBlock() == 0) {
      return entries;
    }
    Superblock superblock = inodes.superblock();
    if (!superblock.holds(inode.attributeBlock(), 1)) {
      throw new CorruptImageException(
          "inode " + inode.inode() + " of " + inodes.volume().name(),
          inode.map().offset() - Inode.MAP_AT + 0x68,
          "attribute block %d".formatted(inode.attributeBlock()));
    }
    Struct s =
        Struct.littleEndian(
            "attribute block of inode " + inode.inode(),
            inodes.volume(),
            inode.attributeBlock() * superblock.blockSize(),
            superblock.blockSize());
    s.check(s.u32(0) == MAGIC, 0, "magic %#x", s.u32(0));
    s.check(s.u32(8) == 1, 8, "%d blocks", s.u32(8));
    read(s, BLOCK_HEADER, 0, entries);
    return entries;
  }

  private static void read(Struct s, int first, int values, List<Entry> entries)
      throws IOException {
    int at = first;
    while (at + 4 <= s.length() && s.u32(at) != 0) {
      s.check(at + ENTRY <= s.length(), at, "entry past the end");
      int nameLength = s.u8(at);
      s.check(at + ENTRY + nameLength <= s.length(), at, "name of %d bytes", nameLength);
      s.check(s.u32(at + 8) <= MAX_VALUE, at + 8, "value of %d bytes", s.u32(at + 8));
      entries.add(
          new Entry(
              s,
              at,
              s.u8(at + 1),
              s.bytes(at + ENTRY, nameLength),
              values,
              s.u16(at + 2),
              s.u32(at + 4),
              s.u32(at + 8)));
      at += ENTRY + ((nameLength + 3) & ~3);
    }
  }

  private byte[] value(Entry entry) throws IOException {
    Struct s = entry.s;
    int size = (int) entry.valueSize;
    if (entry.valueInode != 0) {
      return valueOfInode(entry, size);
    }
    long at = entry.values + entry.valueAt;
    s.check(at + size <= s.length(), entry.at + 2, "value of %d bytes at %d", size, at);
    return s.bytes((int) at, size);
  }

  private byte[] valueOfInode(Entry entry, int size) throws IOException {
    Struct s = inodes.whole(entry.valueInode);
    Inode inode = Inode.read(s, entry.valueInode, inodes.superblock());
    s.check(inode.has(Inode.EA_INODE), 0x20, "flags %#x of an attribute", inode.flags());
    s.check(inode.size() == size, 0x04, "size %d, not %d", inode.size(), size);
    BlockSource content = inodes.content(inode, size);
    return content.readBytes(0, size);
  }
}
