package io.guestkit.filesystem.ext;

import io.guestkit.block.BlockSource;
import io.guestkit.block.MemorySource;
import io.guestkit.block.Struct;
import io.guestkit.block.UnsupportedImageException;
import io.guestkit.filesystem.FileType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * Decodes the blocks of fast commits: tags of 16 bits and their length, little-endian; each commit
 * ends with a tail that carries its checksum. Source: Linux Documentation/filesystems/ext4,
 * "Journal (jbd2)", Fast commits; fs/ext4/fast_commit.h for the tags.
 */
final class FastCommitLog {
  private static final int ADD_RANGE = 1;
  private static final int DELETE_RANGE = 2;
  private static final int CREATE = 3;
  private static final int LINK = 4;
  private static final int UNLINK = 5;
  private static final int INODE = 6;
  private static final int PAD = 7;
  private static final int TAIL = 8;
  private static final int HEAD = 9;

  private static final int TAG_HEADER = 4;
  private static final int MAX_WRITTEN = 1 << 15;

  /** i_generation: what precedes it from i_block on is the file's map and is kept. */
  private static final int GENERATION_AT = 0x64;

  private static final int EXTENT_MAGIC = 0xf30a;
  private static final int ROOT_EXTENTS = 4;

  private final InodeTable inodes;
  private final int sequence;
  private final FastCommits commits = new FastCommits();

  /** A tag and its value in a block. */
  private record Tag(int type, Struct s, int at, int length) {}

  private FastCommitLog(InodeTable inodes, int sequence) {
    this.inodes = inodes;
    this.sequence = sequence;
  }

  /**
   * Reads what was committed after the last transaction of the journal.
   *
   * @param inodes the inodes as that transaction left them
   * @param sequence the transaction that the commits prepared
   */
  static FastCommits read(BlockSource blocks, InodeTable inodes, int sequence) throws IOException {
    FastCommitLog log = new FastCommitLog(inodes, sequence);
    for (Tag tag : log.complete(blocks)) {
      log.apply(tag);
    }
    return log.commits;
  }

  /** Returns the tags of the commits that have a valid tail. */
  private List<Tag> complete(BlockSource blocks) throws IOException {
    int blockSize = inodes.superblock().blockSize();
    List<Tag> tags = new ArrayList<>();
    int valid = 0;
    int checksum = 0;
    for (long offset = 0; offset + blockSize <= blocks.size(); offset += blockSize) {
      Struct s = Struct.littleEndian("fast commit block", blocks, offset, blockSize);
      if (offset == 0 && s.u16(0) != HEAD) {
        break;
      }
      blocks.session().budget().reserve(blockSize, "fast commits");
      for (int at = 0; at + TAG_HEADER <= blockSize; ) {
        Tag tag = new Tag(s.u16(at), s, at + TAG_HEADER, s.u16(at + 2));
        if (!isValid(tag)) {
          return tags.subList(0, valid);
        }
        int summed = tag.type == TAIL ? 4 : tag.length;
        checksum = Crc32c.of(checksum, s.bytes(at, TAG_HEADER + summed));
        tags.add(tag);
        if (tag.type == TAIL) {
          if (s.i32(tag.at) != sequence || s.i32(tag.at + 4) != checksum) {
            return tags.subList(0, valid);
          }
          valid = tags.size();
          checksum = 0;
        }
        at += TAG_HEADER + tag.length;
      }
    }
    return tags.subList(0, valid);
  }

  private boolean isValid(Tag tag) throws IOException {
    int length = tag.length;
    if (tag.at + length > tag.s.length()) {
      return false;
    }
    return switch (tag.type) {
      case ADD_RANGE -> length == 16;
      case DELETE_RANGE -> length == 12;
      case CREATE, LINK, UNLINK -> length > 8 && length <= 8 + 255;
      case INODE -> length >= 4 + Inode.BASE && length <= 4 + inodes.superblock().inodeSize();
      case PAD -> true;
      case TAIL -> length >= 8;
      case HEAD -> length == 8 && isHead(tag);
      default -> false;
    };
  }

  private boolean isHead(Tag tag) throws IOException {
    if (tag.s.i32(tag.at) != 0) {
      throw new UnsupportedImageException(
          "fast commits of %s: feature %#x".formatted(inodes.volume().name(), tag.s.i32(tag.at)));
    }
    return tag.s.i32(tag.at + 4) == sequence;
  }

  private void apply(Tag tag) throws IOException {
    Struct s = tag.s;
    long inode = s.u32(tag.at);
    switch (tag.type) {
      case ADD_RANGE -> addRange(s, tag.at, inode);
      case DELETE_RANGE ->
          putRange(s, tag.at, inode, s.u32(tag.at + 4), BlockMap.Run.hole(s.u32(tag.at + 8)));
      case CREATE -> {
        link(tag);
        create(s.u32(tag.at + 4));
      }
      case LINK -> link(tag);
      case UNLINK -> commits.putName(inode, name(tag), 0);
      case INODE -> changeInode(tag, inode);
      default -> {
        // Padding, heads and tails change nothing.
      }
    }
  }

  private void addRange(Struct s, int at, long inode) throws IOException {
    int stored = s.u16(at + 8);
    int count = stored <= MAX_WRITTEN ? stored : stored - MAX_WRITTEN;
    long physical = ((long) s.u16(at + 10) << 32) | s.u32(at + 12);
    s.check(
        inodes.superblock().holds(physical, count), at + 10, "%d blocks at %d", count, physical);
    BlockMap.Run run =
        stored <= MAX_WRITTEN ? new BlockMap.Run(physical, count) : BlockMap.Run.hole(count);
    putRange(s, at, inode, s.u32(at + 4), run);
  }

  private void putRange(Struct s, int at, long inode, long logical, BlockMap.Run run)
      throws IOException {
    s.check(run.count() > 0, at, "range without blocks");
    commits.putRange(inode, logical, run);
  }

  private void link(Tag tag) {
    commits.putName(tag.s.u32(tag.at), name(tag), tag.s.u32(tag.at + 4));
  }

  private static String name(Tag tag) {
    return tag.s.latin1(tag.at + 8, tag.length - 8);
  }

  private void create(long number) throws IOException {
    Struct s = now().whole(number);
    if (FileType.ofMode(s.u16(0)) == FileType.DIRECTORY) {
      commits.addNewDirectory(number);
    }
  }

  private InodeTable now() {
    return new InodeTable(inodes.volume(), inodes.superblock(), inodes.groups(), commits);
  }

  /** Takes over an inode but for its block map, which ranges change. */
  private void changeInode(Tag tag, long number) throws IOException {
    Struct stored = now().whole(number);
    ByteBuffer bytes =
        ByteBuffer.wrap(stored.bytes(0, stored.length())).order(ByteOrder.LITTLE_ENDIAN);
    byte[] logged = tag.s.bytes(tag.at + 4, tag.length - 4);
    bytes.put(0, logged, 0, Inode.MAP_AT);
    bytes.put(GENERATION_AT, logged, GENERATION_AT, logged.length - GENERATION_AT);
    boolean extents = (bytes.getInt(0x20) & Inode.EXTENTS) != 0;
    if (!extents) {
      bytes.put(Inode.MAP_AT, logged, Inode.MAP_AT, Inode.MAP_LENGTH);
    } else if ((bytes.getShort(Inode.MAP_AT) & 0xffff) != EXTENT_MAGIC) {
      bytes.put(Inode.MAP_AT, new byte[Inode.MAP_LENGTH]);
      bytes.putShort(Inode.MAP_AT, (short) EXTENT_MAGIC);
      bytes.putShort(Inode.MAP_AT + 4, (short) ROOT_EXTENTS);
    }
    inodes.volume().session().budget().reserve(stored.length(), "fast commits");
    String name = "inode " + number + " of " + inodes.volume().name();
    commits.putInode(number, new MemorySource(name, bytes.array(), inodes.volume().session()));
  }
}
