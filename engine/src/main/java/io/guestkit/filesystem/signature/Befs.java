package io.guestkit.filesystem.signature;

import io.guestkit.block.Struct;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * BFS of BeOS and Haiku. Source: Giampaolo, Practical File System Design (1999), 4; Linux, {@code
 * fs/befs/befs_fs_types.h}. The identifier is read where the root's inode holds it, not where it
 * has grown into an attribute directory.
 */
final class Befs {
  private static final int MAGIC_1 = 0x42465331;
  private static final int MAGIC_2 = 0xdd121031;
  private static final int MAGIC_3 = 0x15b6830e;
  private static final int INODE_MAGIC = 0x3bbe0ad9;
  private static final int SMALL_DATA = 232;
  private static final int UINT64_TYPE = 0x554c4c47;
  private static final String NAME = "be:volume_id";

  private Befs() {}

  static Optional<Signature> recognise(Probe probe, long base) throws IOException {
    boolean big = probe.has(base + 32, "BFS1");
    if (!big && !probe.has(base + 32, "1SFB")) {
      return Optional.empty();
    }
    Struct s = big ? probe.big(base, 132) : probe.little(base, 132);
    long blockShift = s.u32(44);
    boolean fits =
        s.i32(32) == MAGIC_1
            && s.i32(68) == MAGIC_2
            && s.i32(112) == MAGIC_3
            && blockShift >= 10
            && blockShift <= 13
            && s.u32(40) == 1L << blockShift
            && s.u32(76) < 32;
    if (!fits) {
      return Optional.empty();
    }
    long block = ((s.u32(116) << s.u32(76)) + s.u16(120)) << blockShift;
    return Optional.of(
        Signature.of("befs", Signature.FILESYSTEM)
            .withVersion(big ? "big-endian" : "little-endian")
            .withLabel(Text.label(s, 0, 32))
            .withUuid(uuid(probe, block, 1 << blockShift, big)));
  }

  private static @Nullable String uuid(Probe probe, long offset, int length, boolean big)
      throws IOException {
    if (offset < 0 || offset > probe.size() - length) {
      return null;
    }
    Struct inode = big ? probe.big(offset, length) : probe.little(offset, length);
    int at = SMALL_DATA;
    while (inode.i32(0) == INODE_MAGIC && at + 8 <= length) {
      int nameLength = inode.u16(at + 4);
      int valueLength = inode.u16(at + 6);
      int end = at + 8 + nameLength + 3 + valueLength + 1;
      if (end > length || nameLength == 0) {
        break;
      }
      if (inode.i32(at) == UINT64_TYPE
          && valueLength == 8
          && inode.latin1(at + 8, nameLength).equals(NAME)) {
        return Text.hex64(inode.bits64(at + 8 + nameLength + 3));
      }
      at = end;
    }
    return null;
  }
}
