package io.guestkit.filesystem.ext;

import io.guestkit.block.BlockSource;
import io.guestkit.block.Struct;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Extents of a file, little-endian: a header of 12 bytes, then entries of 12 bytes each. Source:
 * Linux Documentation/filesystems/ext4, "Extent Tree". Remembers the leaf of the last look-up.
 */
final class ExtentTree implements BlockMap {
  private static final int MAGIC = 0xf30a;
  private static final int ENTRY = 12;

  /** 5: four levels of blocks of 1 KiB, 84 entries each, hold 2^32 extents; the kernel's bound. */
  private static final int MAX_DEPTH = 5;

  /** Lengths above this are of extents that are allocated and not written. */
  private static final int MAX_WRITTEN = 1 << 15;

  private final BlockSource volume;
  private final Superblock superblock;
  private final Struct root;
  private volatile @Nullable Node leaf;

  /** A node whose entries are for logical blocks {@code [from, to)}. */
  private record Node(Struct struct, int depth, int count, long from, long to) {

    long first(int index) {
      return struct.u32(at(index));
    }

    static int at(int index) {
      return ENTRY + index * ENTRY;
    }

    /** Returns the last entry that starts at or before a block, or -1. */
    int floor(long logical) {
      int low = 0;
      int high = count - 1;
      while (low <= high) {
        int middle = (low + high) >>> 1;
        if (first(middle) <= logical) {
          low = middle + 1;
        } else {
          high = middle - 1;
        }
      }
      return high;
    }
  }

  /**
   * Makes the tree.
   *
   * @param root the 60 bytes of the inode that hold the root
   */
  ExtentTree(BlockSource volume, Superblock superblock, Struct root) {
    this.volume = volume;
    this.superblock = superblock;
    this.root = root;
  }

  @Override
  public Run at(long logical) throws IOException {
    Node node = leaf;
    if (node == null || logical < node.from || logical >= node.to) {
      node = descend(logical);
      leaf = node;
    }
    int index = node.floor(logical);
    if (index >= 0) {
      long within = logical - node.first(index);
      int length = node.struct.u16(Node.at(index) + 4);
      boolean written = length <= MAX_WRITTEN;
      int blocks = written ? length : length - MAX_WRITTEN;
      if (within < blocks) {
        return written
            ? new Run(physical(node, index, blocks) + within, blocks - within)
            : Run.hole(blocks - within);
      }
    }
    long end = index + 1 < node.count ? node.first(index + 1) : node.to;
    return Run.hole(end - logical);
  }

  private long physical(Node node, int index, int blocks) throws IOException {
    int at = Node.at(index);
    long start = ((long) node.struct.u16(at + 6) << 32) | node.struct.u32(at + 8);
    node.struct.check(
        superblock.holds(start, blocks), at + 6, "extent of %d blocks at %d", blocks, start);
    return start;
  }

  private Node descend(long logical) throws IOException {
    int rootDepth = root.u16(0x06);
    root.check(rootDepth <= MAX_DEPTH, 0x06, "extent tree depth %d", rootDepth);
    Node node = node(root, rootDepth, 0, Long.MAX_VALUE);
    while (node.depth > 0) {
      node.struct.check(node.count > 0, 0x02, "no entries at depth %d", node.depth);
      int index = Math.max(node.floor(logical), 0);
      int at = Node.at(index);
      long child = node.struct.u32(at + 4) | ((long) node.struct.u16(at + 8) << 32);
      node.struct.check(superblock.holds(child, 1), at + 4, "extent node at block %d", child);
      long from = index == 0 ? node.from : node.first(index);
      long to = index + 1 < node.count ? Math.min(node.first(index + 1), node.to) : node.to;
      Struct block =
          Struct.littleEndian(
              "extent node", volume, child * superblock.blockSize(), superblock.blockSize());
      node = node(block, node.depth - 1, from, to);
    }
    return node;
  }

  private static Node node(Struct s, int depth, long from, long to) throws IOException {
    int magic = s.u16(0x00);
    int count = s.u16(0x02);
    int max = s.u16(0x04);
    s.check(magic == MAGIC, 0x00, "extent magic %#x", magic);
    s.check(count <= max && max <= s.length() / ENTRY - 1, 0x02, "%d of %d entries", count, max);
    s.check(s.u16(0x06) == depth, 0x06, "depth %d, not %d", s.u16(0x06), depth);
    Node node = new Node(s, depth, count, from, to);
    long end = 0;
    for (int index = 0; index < count; index++) {
      long first = node.first(index);
      int length = depth > 0 ? 1 : s.u16(Node.at(index) + 4);
      s.check(length > 0, Node.at(index) + 4, "extent without blocks");
      s.check(first >= end, Node.at(index), "extent from block %d before %d", first, end);
      end = first + (length <= MAX_WRITTEN ? length : length - MAX_WRITTEN);
    }
    return node;
  }
}
