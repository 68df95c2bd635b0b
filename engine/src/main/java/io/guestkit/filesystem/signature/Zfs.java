package io.guestkit.filesystem.signature;

import io.guestkit.block.Struct;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Members of ZFS pools, by the XDR-encoded list of names and values in one of four labels. Source:
 * Sun, ZFS On-Disk Specification (draft, 2006), 1.3.
 */
final class Zfs {
  private static final long LABEL = 256 << 10;
  private static final int LIST_AT = 16 << 10;
  private static final int LIST_LENGTH = 112 << 10;
  private static final long MIN_SIZE = 64L << 20;
  private static final int UINT64 = 8;
  private static final int STRING = 9;
  private static final int LIST_HEADER = 12;

  /** 1024: a label has some twenty pairs of its own; each takes at least 24 bytes. */
  private static final int MAX_PAIRS = 1024;

  private Zfs() {}

  static Optional<Signature> recognise(Probe probe) throws IOException {
    if (probe.size() < MIN_SIZE) {
      return Optional.empty();
    }
    long end = probe.size() / LABEL * LABEL;
    for (long label : new long[] {0, LABEL, end - 2 * LABEL, end - LABEL}) {
      long offset = label + LIST_AT;
      if (probe.has(offset, "\001\000") || probe.has(offset, "\001\001")) {
        Optional<Signature> found = list(probe.big(offset, LIST_LENGTH));
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<Signature> list(Struct s) {
    Signature member = Signature.of("zfs_member", Signature.FILESYSTEM);
    boolean isMember = false;
    int at = LIST_HEADER;
    for (int i = 0; i < MAX_PAIRS && at + 20 <= LIST_LENGTH; i++) {
      long size = s.u32(at);
      long nameLength = s.u32(at + 8);
      long valueAt = at + 12 + ((nameLength + 3) & ~3L);
      if (size < 20 || at + size > LIST_LENGTH || valueAt + 12 > at + size) {
        break;
      }
      String name = new String(s.bytes(at + 12, (int) nameLength), StandardCharsets.UTF_8);
      int value = (int) valueAt;
      if (s.u32(value) == UINT64 && value + 16 <= at + size) {
        String number = Long.toUnsignedString(s.bits64(value + 8));
        switch (name) {
          case "guid" -> isMember = true;
          case "pool_guid" -> member = member.withUuid(number);
          case "version" -> member = member.withVersion(number);
          default -> {}
        }
      } else if (s.u32(value) == STRING && name.equals("name")) {
        int length = (int) Math.min(s.u32(value + 8), at + size - value - 12);
        member = member.withLabel(Text.label(s, value + 12, length));
      }
      at += (int) size;
    }
    return isMember ? Optional.of(member) : Optional.empty();
  }
}
