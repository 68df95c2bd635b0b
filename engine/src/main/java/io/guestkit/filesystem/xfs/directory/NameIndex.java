package io.guestkit.filesystem.xfs.directory;

import io.guestkit.block.Struct;
import io.guestkit.filesystem.xfs.layout.Superblock;
import java.io.IOException;
import java.util.Arrays;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Finds names by their hashes: pairs of hash and place (32 bits each), sorted, at the end of a
 * directory of one block or in leaves below a tree of nodes. Source: "XFS Algorithms &amp; Data
 * Structures", "Leaf Directories" and "Node Directories".
 */
record NameIndex(Blocks blocks, Superblock superblock, NameRules rules) {
  /** 32 GiB: where the index starts in the bytes of a directory. */
  static final long START = 1L << 35;

  private static final int LEAF_ALONE = 0xd2f1;
  private static final int LEAF = 0xd2ff;
  private static final int NODE = 0xfebe;

  private static final int LEAF_ALONE_5 = 0x3df1;
  private static final int LEAF_5 = 0x3dff;
  private static final int NODE_5 = 0x3ebe;

  private static final int MAGIC_AT = 8;
  private static final int PAIR = 8;

  /** 5: what the kernel lets the tree have. */
  private static final int MAX_LEVEL = 5;

  /** 65536 leaves of equal hashes: more names than the kernel would bear. */
  private static final int MAX_LEAVES = 1 << 16;

  private static final int PLACE_UNIT = 8;

  /** Hashes of a leaf, and the leaf behind it, 0 where there is none. */
  private record Leaf(Struct s, int first, int count, long following) {

    long hash(int index) {
      return s.u32(first + index * PAIR);
    }

    long place(int index) {
      return s.u32(first + index * PAIR + Integer.BYTES) * PLACE_UNIT;
    }

    /** Returns the first index whose hash is not below another. */
    int ceiling(long hash) {
      int low = 0;
      int high = count;
      while (low < high) {
        int middle = (low + high) >>> 1;
        if (hash(middle) < hash) {
          low = middle + 1;
        } else {
          high = middle;
        }
      }
      return low;
    }
  }

  /**
   * Returns the inode of a name.
   *
   * @throws io.guestkit.block.CorruptImageException if the index is damaged
   */
  OptionalLong find(byte[] name) throws IOException {
    long hash = rules.hash(name) & 0xffff_ffffL;
    Leaf leaf = firstLeaf(hash);
    OptionalLong found = OptionalLong.empty();
    for (int leaves = 0; leaves < MAX_LEAVES; leaves++) {
      int index = leaf.ceiling(hash);
      for (; index < leaf.count && leaf.hash(index) == hash; index++) {
        DataBlock entry = entry(leaf, index);
        if (entry == null) {
          continue;
        }
        byte[] other = entry.name();
        if (Arrays.equals(name, other)) {
          return OptionalLong.of(entry.inode());
        }
        if (found.isEmpty() && rules.areEqual(name, other)) {
          found = OptionalLong.of(entry.inode());
        }
      }
      if (index < leaf.count || leaf.following == 0) {
        return found;
      }
      blocks.content().session().budget().check();
      leaf = leaf(blocks.index(leaf.following * superblock.blockSize()));
    }
    throw leaf.s.corrupt(0, "leaves without an end");
  }

  /** Returns the entry that a pair stands for, or null where it was removed. */
  private @Nullable DataBlock entry(Leaf leaf, int index) throws IOException {
    long place = leaf.place(index);
    if (place == 0) {
      return null;
    }
    int size = superblock.directoryBlockSize();
    leaf.s.check(place < START, leaf.first + index * PAIR + 4, "entry at %d", place);
    DataBlock block = new DataBlock(blocks.data(place - place % size), superblock);
    block.seek((int) (place % size));
    return block;
  }

  private Leaf firstLeaf(long hash) throws IOException {
    int size = superblock.directoryBlockSize();
    if (blocks.directory().size() == size) {
      Struct s = blocks.data(0);
      if (DataBlock.isWhole(s)) {
        return new Leaf(s, DataBlock.leafAt(s), DataBlock.leafCount(s), 0);
      }
    }
    Struct s = blocks.index(START);
    int level = MAX_LEVEL + 1;
    while (magic(s) == NODE) {
      int countAt = header() == 16 ? 12 : 56;
      int count = s.u16(countAt);
      s.check(count > 0 && count <= (s.length() - header()) / PAIR, countAt, "%d children", count);
      s.check(s.u16(countAt + 2) < level, countAt + 2, "level %d", s.u16(countAt + 2));
      level = s.u16(countAt + 2);
      // The hash of a pair is the last one below it.
      int index = new Leaf(s, header(), count, 0).ceiling(hash);
      long child = s.u32(header() + Math.min(index, count - 1) * PAIR + Integer.BYTES);
      s = blocks.index(child * superblock.blockSize());
    }
    return leaf(s);
  }

  private Leaf leaf(Struct s) throws IOException {
    int magic = magic(s);
    s.check(magic == LEAF || magic == LEAF_ALONE, MAGIC_AT, "magic %#x", s.u16(MAGIC_AT));
    int countAt = header() == 16 ? 12 : 56;
    int count = s.u16(countAt);
    s.check(count <= (s.length() - header()) / PAIR, countAt, "%d names", count);
    return new Leaf(s, header(), count, magic == LEAF ? s.u32(0) : 0);
  }

  /** Returns the magic of version 4 that a block's magic stands for, 0 for any other. */
  private int magic(Struct s) {
    int magic = s.u16(MAGIC_AT);
    if (!superblock.features().hasChecksums()) {
      return magic;
    }
    return switch (magic) {
      case LEAF_ALONE_5 -> LEAF_ALONE;
      case LEAF_5 -> LEAF;
      case NODE_5 -> NODE;
      default -> 0;
    };
  }

  private int header() {
    return superblock.features().hasChecksums() ? 64 : 16;
  }
}
