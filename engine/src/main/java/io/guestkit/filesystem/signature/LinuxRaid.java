package io.guestkit.filesystem.signature;

import io.guestkit.block.Struct;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Members of Linux MD arrays: 0.90 and 1.0 at the end, 1.1 at the start, 1.2 at 4 KiB. Source:
 * Linux, {@code include/uapi/linux/raid/md_p.h}.
 */
final class LinuxRaid {
  private static final long RESERVED = 0x10000;

  private LinuxRaid() {}

  static Optional<Signature> recognise(Probe probe) throws IOException {
    long size = probe.size();
    Optional<Signature> found = Optional.empty();
    if (size > RESERVED) {
      found = version0(probe, (size & -RESERVED) - RESERVED);
      if (found.isEmpty()) {
        found = version1(probe, (size & -0x1000) - 0x2000, "1.0");
      }
    }
    if (found.isEmpty()) {
      found = version1(probe, 0, "1.1");
    }
    return found.isEmpty() ? version1(probe, 0x1000, "1.2") : found;
  }

  private static Optional<Signature> version0(Probe probe, long offset) throws IOException {
    boolean big = probe.has(offset, "\u00a9+N\u00fc");
    if (!big && !probe.has(offset, "\u00fcN+\u00a9")) {
      return Optional.empty();
    }
    Struct s = big ? probe.big(offset, 64) : probe.little(offset, 64);
    long used = s.u32(32) * 1024;
    if (probe.size() < used + RESERVED || offset < used || s.u32(4) != 0) {
      return Optional.empty();
    }
    ByteBuffer uuid = ByteBuffer.allocate(16).putInt(s.i32(20));
    if (s.u32(8) >= 90) {
      uuid.putInt(s.i32(52)).putInt(s.i32(56)).putInt(s.i32(60));
    }
    return Optional.of(
        Signature.of("linux_raid_member", Signature.RAID)
            .withVersion(s.u32(4) + "." + s.u32(8) + "." + s.u32(12))
            .withUuid(Text.uuid(uuid.array())));
  }

  private static Optional<Signature> version1(Probe probe, long offset, String version)
      throws IOException {
    if (!probe.has(offset, "\u00fcN+\u00a9")) {
      return Optional.empty();
    }
    Struct s = probe.little(offset, 256);
    if (s.u32(4) != 1 || s.bits64(144) != offset / 512) {
      return Optional.empty();
    }
    return Optional.of(
        Signature.of("linux_raid_member", Signature.RAID)
            .withVersion(version)
            .withUuid(Text.uuid(s, 16))
            .withLabel(Text.label(s, 32, 32)));
  }
}
