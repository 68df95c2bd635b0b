package io.guestkit.filesystem.ext.jbd2;

import io.guestkit.block.Struct;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The tags of a descriptor block, big-endian: each says where one of the blocks behind it belongs.
 * Source: Linux Documentation/filesystems/ext4, "Descriptor Block".
 */
record Descriptor(List<Tag> tags) {
  private static final int HEADER = 12;
  private static final int UUID = 16;
  private static final int ESCAPED = 0x1;
  private static final int SAME_UUID = 0x2;
  private static final int LAST = 0x8;

  /** Bytes of the checksum at the end of a block. */
  static final int TAIL = 4;

  /** A tag. Its components are those of {@link LoggedBlock}. */
  record Tag(long block, int checksum, boolean escaped) {}

  static Descriptor read(Struct s, JournalSuperblock journal) {
    int end = s.length() - (journal.hasChecksums() ? TAIL : 0);
    int size = tagSize(journal);
    List<Tag> tags = new ArrayList<>();
    int at = HEADER;
    while (at + size <= end) {
      int flags = flags(s, at, journal);
      tags.add(tag(s, at, flags, journal));
      at += size + ((flags & SAME_UUID) == 0 ? UUID : 0);
      if ((flags & LAST) != 0) {
        break;
      }
    }
    return new Descriptor(tags);
  }

  private static int tagSize(JournalSuperblock journal) {
    if (journal.has(JournalSuperblock.INCOMPAT_CSUM_V3)) {
      return 16;
    }
    int size = journal.has(JournalSuperblock.INCOMPAT_64BIT) ? 12 : 8;
    return journal.has(JournalSuperblock.INCOMPAT_CSUM_V2) ? size + 2 : size;
  }

  private static int flags(Struct s, int at, JournalSuperblock journal) {
    return journal.has(JournalSuperblock.INCOMPAT_CSUM_V3) ? s.i32(at + 4) : s.u16(at + 6);
  }

  private static Tag tag(Struct s, int at, int flags, JournalSuperblock journal) {
    long block = s.u32(at);
    if (journal.has(JournalSuperblock.INCOMPAT_64BIT)) {
      block |= s.u32(at + 8) << 32;
    }
    int checksum = journal.has(JournalSuperblock.INCOMPAT_CSUM_V3) ? s.i32(at + 12) : s.u16(at + 4);
    return new Tag(block, checksum, (flags & ESCAPED) != 0);
  }

  /** Returns the blocks that a revoke block names. */
  static long[] revoked(Struct s, JournalSuperblock journal) throws IOException {
    int end = s.length() - (journal.hasChecksums() ? TAIL : 0);
    int used = s.i32(0x0c);
    s.check(used >= HEADER + 4 && used <= end, 0x0c, "%d bytes in use", used);
    int size = journal.has(JournalSuperblock.INCOMPAT_64BIT) ? 8 : 4;
    long[] blocks = new long[(used - HEADER - 4) / size];
    for (int i = 0; i < blocks.length; i++) {
      int at = HEADER + 4 + i * size;
      blocks[i] = size == 8 ? s.bits64(at) : s.u32(at);
    }
    return blocks;
  }
}
