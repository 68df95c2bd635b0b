package io.guestkit.filesystem.signature;

import io.guestkit.block.Struct;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** NTFS. Source: Linux, {@code fs/ntfs3/ntfs.h}; the label is in the fourth file record. */
final class Ntfs {
  private static final int VOLUME_RECORD = 3;
  private static final int VOLUME_NAME = 0x60;
  private static final int END = -1;

  /** 4 KiB is the largest record; bounds the allocation. */
  private static final long MAX_RECORD = 4096;

  private Ntfs() {}

  static Optional<Signature> recognise(Probe probe) throws IOException {
    if (!probe.has(3, "NTFS    ")) {
      return Optional.empty();
    }
    Struct s = probe.little(0, 512);
    int sectorSize = s.u16(0x0b);
    int perCluster = s.u8(0x0d) > 0x80 ? 1 << ((256 - s.u8(0x0d)) & 0x1f) : s.u8(0x0d);
    boolean fits =
        Integer.bitCount(sectorSize) == 1
            && sectorSize >= 256
            && sectorSize <= 4096
            && Integer.bitCount(perCluster) == 1
            && s.u16(0x0e) == 0
            && s.u8(0x10) == 0
            && s.u16(0x11) == 0
            && s.u16(0x16) == 0;
    if (!fits) {
      return Optional.empty();
    }
    String serial = Text.hex64(s.bits64(0x48));
    Signature ntfs =
        Signature.of("ntfs", Signature.FILESYSTEM)
            .withUuid(serial == null ? null : serial.toUpperCase(Locale.ROOT));
    long clusterSize = (long) sectorSize * perCluster;
    int perRecord = (byte) s.u8(0x40);
    long record = perRecord > 0 ? perRecord * clusterSize : 1L << (-perRecord & 0x1f);
    long clusters = probe.size() / clusterSize;
    if (record < 48 || record > MAX_RECORD || Long.compareUnsigned(s.bits64(0x30), clusters) > 0) {
      return Optional.of(ntfs);
    }
    long offset = s.bits64(0x30) * clusterSize + VOLUME_RECORD * record;
    return Optional.of(
        probe.has(offset, "FILE") ? ntfs.withLabel(label(probe, offset, (int) record)) : ntfs);
  }

  private static @Nullable String label(Probe probe, long offset, int length) throws IOException {
    Struct s = probe.little(offset, length);
    int at = s.u16(0x14);
    while (at + 22 <= length && s.i32(at) != END) {
      long size = s.u32(at + 4);
      if (s.i32(at) == VOLUME_NAME) {
        int valueAt = at + s.u16(at + 20);
        long valueLength = s.u32(at + 16);
        return valueAt + valueLength <= length
            ? Text.utf16(s, valueAt, (int) valueLength, StandardCharsets.UTF_16LE)
            : null;
      }
      if (size < 16 || size > length) {
        break;
      }
      at += (int) size;
    }
    return null;
  }
}
