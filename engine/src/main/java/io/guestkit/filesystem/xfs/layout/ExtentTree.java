package io.guestkit.filesystem.xfs.layout;

import io.guestkit.block.BlockSource;
import io.guestkit.block.Struct;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Extents of a fork in a tree, big-endian: the root, of keys and pointers only, is in the inode.
 * Source: "XFS Algorithms &amp; Data Structures", "B+tree Extent List". Remembers the leaf of the
 * last look-up.
 */
final class ExtentTree implements BlockMap {
  /** 9: what the kernel lets the tree of a data fork have. */
  private static final int MAX_LEVEL = 9;

  private static final long MAGIC_4 = 0x424d4150L;
  private static final long MAGIC_5 = 0x424d4133L;
  private static final int HEADER_4 = 24;
  private static final int HEADER_5 = 72;
  private static final int ROOT_HEADER = 4;
  private static final int PAIR = 16;

  private final BlockSource volume;
  private final Superblock superblock;
  private final long inode;
  private final Struct root;
  private volatile @Nullable Extents leaf;

  /** A node for blocks {@code [from, to)} of the file, its pointers at an offset. */
  private record Node(Struct s, int level, int count, int keys, int pointers, long from, long to) {

    long key(int index) {
      return s.bits64(keys + index * Long.BYTES);
    }

    /** Returns the last child that starts at or before a block, or 0. */
    int floor(long logical) {
      int low = 1;
      int high = count - 1;
      while (low <= high) {
        int middle = (low + high) >>> 1;
        if (key(middle) <= logical) {
          low = middle + 1;
        } else {
          high = middle - 1;
        }
      }
      return high;
    }
  }

  ExtentTree(BlockSource volume, Superblock superblock, long inode, Struct root) {
    this.volume = volume;
    this.superblock = superblock;
    this.inode = inode;
    this.root = root;
  }

  @Override
  public Run at(long logical) throws IOException {
    Extents extents = leaf;
    if (extents == null || logical < extents.from() || logical >= extents.to()) {
      extents = descend(logical);
      leaf = extents;
    }
    return extents.find(logical);
  }

  private Extents descend(long logical) throws IOException {
    root.check(root.length() >= ROOT_HEADER + PAIR, 0, "no room for a tree");
    int level = root.u16(0);
    root.check(level > 0 && level <= MAX_LEVEL, 0, "extent tree of level %d", level);
    Node node = node(root, ROOT_HEADER, level, 0, Long.MAX_VALUE);
    while (true) {
      int index = node.floor(logical);
      int at = node.pointers + index * Long.BYTES;
      long block = node.s.bits64(at);
      node.s.check(superblock.holds(block, 1), at, "extent tree's block %d", block);
      long from = index == 0 ? node.from : node.key(index);
      long to = index + 1 < node.count ? Math.min(node.key(index + 1), node.to) : node.to;
      node.s.check(from <= logical && logical < to, node.keys, "keys out of order");
      Struct s = block(block, node.level - 1);
      int header = header();
      if (node.level == 1) {
        int count = s.u16(6);
        s.check(count <= (s.length() - header) / Extents.RECORD, 6, "%d records", count);
        return Extents.read(superblock, s, header, count, from, to);
      }
      node = node(s, header, node.level - 1, from, to);
    }
  }

  private int header() {
    return superblock.features().hasChecksums() ? HEADER_5 : HEADER_4;
  }

  private Struct block(long block, int level) throws IOException {
    long offset = superblock.offset(block);
    Struct s =
        Struct.bigEndian("extent tree of inode " + inode, volume, offset, superblock.blockSize());
    boolean v5 = superblock.features().hasChecksums();
    s.check(s.u32(0) == (v5 ? MAGIC_5 : MAGIC_4), 0, "magic %#x", s.u32(0));
    if (v5) {
      BlockHeader.LONG_TREE.check(s, superblock, offset, inode);
    }
    s.check(s.u16(4) == level, 4, "level %d, not %d", s.u16(4), level);
    return s;
  }

  /** Reads a node; its level and count lie in the four bytes before the keys in the root. */
  private static Node node(Struct s, int header, int level, long from, long to) throws IOException {
    int countAt = header == ROOT_HEADER ? 2 : 6;
    int count = s.u16(countAt);
    int most = (s.length() - header) / PAIR;
    s.check(count > 0 && count <= most, countAt, "%d of %d children", count, most);
    return new Node(s, level, count, header, header + most * Long.BYTES, from, to);
  }
}
