package io.guestkit.filesystem.ext;

import io.guestkit.block.BlockSource;
import io.guestkit.block.Struct;
import java.io.IOException;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Look-up in a hashed directory: its first block holds the root, little-endian, and at most two
 * more levels of nodes lead to blocks of entries. Source: Linux Documentation/filesystems/ext4,
 * "Hash Tree Directories".
 */
final class HashTree {
  private static final int ENTRY = 8;
  private static final int NODE_ENTRIES_AT = 8;
  private static final int ROOT_AT = 0x18;

  /** Block numbers have 28 bits. */
  private static final long BLOCK_MASK = 0xfffffff;

  private final BlockSource content;
  private final Superblock superblock;
  private final byte[] name;
  private final int hash;
  private long visitsLeft;

  private HashTree(BlockSource content, Superblock superblock, byte[] name, int hash) {
    this.content = content;
    this.superblock = superblock;
    this.name = name;
    this.hash = hash;
    // A sound tree leads to each block of the directory at most once.
    this.visitsLeft = content.size() / superblock.blockSize();
  }

  /** What a look-up ended with. */
  enum Answer {
    FOUND,
    ABSENT,
    /** The directory has to be searched name by name. */
    UNUSABLE
  }

  /**
   * The end of a look-up.
   *
   * @param inode the inode that was found, else 0
   */
  record Result(Answer answer, long inode) {
    private static final Result UNUSABLE = new Result(Answer.UNUSABLE, 0);
  }

  /**
   * Looks up a name.
   *
   * @throws io.guestkit.block.CorruptImageException if the tree is damaged
   */
  static Result find(BlockSource content, Superblock superblock, byte[] name) throws IOException {
    int blockSize = superblock.blockSize();
    if (content.size() < blockSize) {
      return Result.UNUSABLE;
    }
    Struct root = Struct.littleEndian("hash tree root", content, 0, blockSize);
    int version = root.u8(ROOT_AT + 4);
    int infoLength = root.u8(ROOT_AT + 5);
    int levels = root.u8(ROOT_AT + 6);
    boolean large = superblock.features().hasIncompat(Features.INCOMPAT_LARGEDIR);
    root.check(infoLength == 8, ROOT_AT + 5, "information of %d bytes", infoLength);
    root.check(levels <= (large ? 2 : 1), ROOT_AT + 6, "%d levels of nodes", levels);
    OptionalInt hash = hash(superblock, name, version);
    if (hash.isEmpty()) {
      return Result.UNUSABLE;
    }
    HashTree tree = new HashTree(content, superblock, name, hash.getAsInt());
    OptionalLong inode = tree.inNode(root, ROOT_AT + infoLength, levels);
    return inode.isPresent()
        ? new Result(Answer.FOUND, inode.getAsLong())
        : new Result(Answer.ABSENT, 0);
  }

  private static OptionalInt hash(Superblock superblock, byte[] name, int version) {
    boolean told =
        (superblock.flags() & (Superblock.FLAG_SIGNED_HASH | Superblock.FLAG_UNSIGNED_HASH)) != 0;
    if (!told) {
      for (byte b : name) {
        if (b < 0) {
          // Signed and unsigned hashes differ, and which one was used is not recorded.
          return OptionalInt.empty();
        }
      }
    }
    boolean signed = (superblock.flags() & Superblock.FLAG_UNSIGNED_HASH) == 0;
    return new DirectoryHash(superblock.hashSeed(), signed).of(name, version);
  }

  /** Searches what a node leads to; names of one hash may go on in the next entries. */
  private OptionalLong inNode(Struct s, int entriesAt, int levelsBelow) throws IOException {
    int limit = s.u16(entriesAt);
    int count = s.u16(entriesAt + 2);
    s.check(
        count > 0 && count <= limit && entriesAt + limit * ENTRY <= s.length(),
        entriesAt,
        "%d of %d entries",
        count,
        limit);
    int index = floor(s, entriesAt, count);
    do {
      long block = s.u32(entriesAt + index * ENTRY + 4) & BLOCK_MASK;
      s.check(visitsLeft-- > 0, entriesAt + index * ENTRY, "more blocks than the directory has");
      OptionalLong inode = inBlock(block, levelsBelow);
      if (inode.isPresent()) {
        return inode;
      }
      index++;
    } while (index < count && (s.i32(entriesAt + index * ENTRY) & ~1) == hash);
    return OptionalLong.empty();
  }

  /** Returns the last entry whose hash is not above the name's; the first entry has hash 0. */
  private int floor(Struct s, int entriesAt, int count) {
    int low = 1;
    int high = count - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      if (Integer.compareUnsigned(s.i32(entriesAt + middle * ENTRY), hash) <= 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return high;
  }

  private OptionalLong inBlock(long block, int levelsBelow) throws IOException {
    int blockSize = superblock.blockSize();
    if (levelsBelow > 0) {
      Struct node = Struct.littleEndian("hash tree node", content, block * blockSize, blockSize);
      return inNode(node, NODE_ENTRIES_AT, levelsBelow - 1);
    }
    Struct s = Struct.littleEndian("directory block", content, block * blockSize, blockSize);
    DirectoryBlock entries = new DirectoryBlock(s, superblock);
    while (entries.next()) {
      if (entries.isNamed(name)) {
        return OptionalLong.of(entries.inode());
      }
    }
    return OptionalLong.empty();
  }
}
