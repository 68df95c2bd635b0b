package io.guestkit.filesystem.signature;

import io.guestkit.block.Struct;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** exFAT. Source: Microsoft, exFAT file system specification, 3.1 and 7.3. */
final class Exfat {
  private static final int LABEL_ENTRY = 0x83;
  private static final int ENTRY = 32;

  /** 256: the label is written first; more clusters of a root are not searched for it. */
  private static final int MAX_CLUSTERS = 256;

  private Exfat() {}

  static Optional<Signature> recognise(Probe probe) throws IOException {
    if (!probe.has(0, "\u00ebv\u0090EXFAT   ") || !probe.has(510, "U\u00aa")) {
      return Optional.empty();
    }
    Struct s = probe.little(0, 512);
    int sectorShift = s.u8(108);
    int clusterShift = s.u8(109);
    boolean fits =
        sectorShift >= 9
            && sectorShift <= 12
            && clusterShift <= 25 - sectorShift
            && s.u8(110) >= 1
            && s.u8(110) <= 2;
    if (!fits) {
      return Optional.empty();
    }
    return Optional.of(
        Signature.of("exfat", Signature.FILESYSTEM)
            .withVersion(s.u8(105) + "." + s.u8(104))
            .withUuid(Text.serial(s, 100))
            .withLabel(label(probe, s, sectorShift, clusterShift)));
  }

  private static @Nullable String label(Probe probe, Struct s, int sectorShift, int clusterShift)
      throws IOException {
    long cluster = s.u32(96);
    int clusterSize = 1 << (sectorShift + clusterShift);
    for (int i = 0; i < MAX_CLUSTERS && cluster >= 2 && cluster < 2 + s.u32(92); i++) {
      long start = (s.u32(88) << sectorShift) + (cluster - 2) * clusterSize;
      for (int at = 0; at < clusterSize; at += ENTRY) {
        if (probe.has(start + at, "\0")) {
          return null;
        }
        Struct entry = probe.little(start + at, ENTRY);
        if (entry.u8(0) == LABEL_ENTRY) {
          int length = Math.min(entry.u8(1) * 2, 22);
          return Text.utf16(entry, 2, length, StandardCharsets.UTF_16LE);
        }
      }
      cluster = probe.little((s.u32(80) << sectorShift) + cluster * 4, 4).u32(0);
    }
    return null;
  }
}
