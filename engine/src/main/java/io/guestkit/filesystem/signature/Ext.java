package io.guestkit.filesystem.signature;

import io.guestkit.block.Struct;
import java.io.IOException;
import java.util.Optional;

/**
 * ext2, ext3, ext4 and their external journal, told apart by their features. Source: Linux, {@code
 * Documentation/filesystems/ext4/super.rst}.
 */
final class Ext {
  private static final int HAS_JOURNAL = 0x4;
  private static final int INCOMPAT_JOURNAL_DEVICE = 0x8;
  private static final int RO_COMPAT_OF_EXT3 = 0x7;
  private static final int INCOMPAT_OF_EXT2 = 0x12;
  private static final int INCOMPAT_OF_EXT3 = 0x16;
  private static final int TEST_FILESYSTEM = 0x4;

  private Ext() {}

  static Optional<Signature> recognise(Probe probe) throws IOException {
    if (!probe.has(0x438, "S\u00ef")) {
      return Optional.empty();
    }
    Struct s = probe.little(0x400, 1024);
    if (s.u32(0x18) > 6) { // 64 KiB is the largest block
      return Optional.empty();
    }
    String type = type(s.i32(0x5c), s.i32(0x60), s.i32(0x64), s.i32(0x160));
    return type.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Signature.of(type, type.equals("jbd") ? Signature.OTHER : Signature.FILESYSTEM)
                .withVersion(s.u32(0x4c) + "." + s.u16(0x3e))
                .withUuid(Text.uuid(s, 0x68))
                .withLabel(Text.label(s, 0x78, 16)));
  }

  private static String type(int compat, int incompat, int roCompat, int flags) {
    if ((incompat & INCOMPAT_JOURNAL_DEVICE) != 0) {
      return "jbd";
    }
    if ((flags & TEST_FILESYSTEM) != 0) {
      return "ext4dev";
    }
    boolean journal = (compat & HAS_JOURNAL) != 0;
    if ((roCompat & ~RO_COMPAT_OF_EXT3) != 0 || (incompat & ~INCOMPAT_OF_EXT3) != 0) {
      return "ext4";
    }
    if (journal) {
      return "ext3";
    }
    return (incompat & ~INCOMPAT_OF_EXT2) == 0 ? "ext2" : "";
  }
}
