package io.guestkit.filesystem.signature;

import io.guestkit.block.Struct;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Members of arrays and groups, and what lies below a device mapper's device. */
final class Members {
  private static final int LVM2_ID = 32;
  private static final String BCACHE =
      "\u00c6\u0085s\u00f6N\032E\u00ca\u0082e\u00f5\177H\u00bam" + "\u0081";
  private static final String BCACHEFS =
      "\u00c6\u0085s\u00f6f\u00ce\u0090\u00a9\u00d9j`\u00cf\u0080=\u00f7" + "\u00ef";

  static final List<Recogniser> TABLE =
      List.of(
          Members::bcache,
          Members::drbd,
          Members::lvm2,
          Magic.other("DM_snapshot_cow", 0, 0, "SnAp"),
          Magic.crypto("DM_verity_hash", 0, 0, "verity\0\0")
              .uuid(16)
              .version(s -> Long.toString(s.u32(8))),
          Magic.crypto("DM_integrity", 0, 0, "integrt\0").version(s -> Integer.toString(s.u8(8))),
          Members::luks,
          Members::ubi,
          Magic.other("vdo", 0, 0, "dmvdo001").uuid(40),
          stratis(512),
          stratis(512 * 9));

  private Members() {}

  /** Both have one magic number; they differ in where the place of the superblock is kept. */
  private static Optional<Signature> bcache(Probe probe) throws IOException {
    if (!probe.has(0x1018, BCACHE) && !probe.has(0x1018, BCACHEFS)) {
      return Optional.empty();
    }
    Struct s = probe.little(0x1000, 128);
    if (s.bits64(8) == 8) {
      return Optional.of(
          Signature.of("bcache", Signature.OTHER)
              .withVersion(Long.toUnsignedString(s.bits64(16)))
              .withUuid(Text.uuid(s, 40))
              .withLabel(Text.label(s, 72, 32)));
    }
    if (s.bits64(104) == 8 && s.u8(123) > s.u8(122)) {
      return Optional.of(
          Signature.of("bcachefs", Signature.FILESYSTEM)
              .withVersion((s.u16(16) >> 10) + "." + (s.u16(16) & 0x3ff))
              .withUuid(Text.uuid(s, 56))
              .withLabel(Text.label(s, 72, 32)));
    }
    return Optional.empty();
  }

  /** Source: Linux, {@code drivers/block/drbd/drbd_int.h}, big-endian, 4 KiB from the end. */
  private static Optional<Signature> drbd(Probe probe) throws IOException {
    long offset = probe.size() - 4096;
    boolean old = probe.has(offset + 60, "\u0083t\002k") || probe.has(offset + 60, "\u0083t\002l");
    if (probe.size() < 0x10000 || (!old && !probe.has(offset + 60, "\u0083t\002m"))) {
      return Optional.empty();
    }
    Struct s = probe.big(offset, 84);
    if (s.u32(80) != 4096) {
      return Optional.empty();
    }
    long uuid = s.bits64(old ? 40 : 48);
    return Optional.of(
        Signature.of("drbd", Signature.RAID)
            .withVersion(old ? "v08" : "v09")
            .withUuid(uuid == 0 ? null : Long.toHexString(uuid)));
  }

  /** Source: LVM2, {@code lib/format_text/layout.h}; the label is in one of four sectors. */
  private static Optional<Signature> lvm2(Probe probe) throws IOException {
    for (int sector = 0; sector < 4; sector++) {
      long offset = sector * 512L;
      if (probe.has(offset, "LABELONE") && probe.has(offset + 24, "LVM2 001")) {
        Struct s = probe.little(offset, 32 + LVM2_ID);
        if (s.bits64(8) != sector) {
          continue;
        }
        String id = s.latin1(32, LVM2_ID);
        StringBuilder uuid = new StringBuilder(LVM2_ID + 6);
        for (int i = 0; i < id.length(); i++) {
          boolean hyphen = i >= 6 && i <= 26 && (i - 6) % 4 == 0;
          uuid.append(hyphen ? "-" : "").append(id.charAt(i));
        }
        return Optional.of(
            Signature.of("LVM2_member", Signature.RAID)
                .withVersion("LVM2 001")
                .withUuid(uuid.toString()));
      }
    }
    return Optional.empty();
  }

  /** Source: LUKS1 On-Disk Format 1.2.3 and LUKS2 On-Disk Format 1.1.1, big-endian. */
  private static Optional<Signature> luks(Probe probe) throws IOException {
    if (!probe.has(0, "LUKS\u00ba\u00be")) {
      return Optional.empty();
    }
    Struct s = probe.big(0, 208);
    int version = s.u16(6);
    Signature luks =
        Signature.of("crypto_LUKS", Signature.CRYPTO)
            .withVersion(Integer.toString(version))
            .withUuid(Text.identifier(s, 168, 40));
    return Optional.of(version == 2 ? luks.withLabel(Text.label(s, 24, 48)) : luks);
  }

  /** Source: Linux, {@code drivers/mtd/ubi/ubi-media.h}, big-endian. */
  private static Optional<Signature> ubi(Probe probe) throws IOException {
    if (!probe.has(0, "UBI#")) {
      return Optional.empty();
    }
    Struct s = probe.big(0, 64);
    return Optional.of(
        Signature.of("ubi", Signature.RAID)
            .withVersion(Integer.toString(s.u8(4)))
            .withUuid(s.u32(24) == 0 ? null : Long.toString(s.u32(24))));
  }

  /** Source: Stratis, design document, "Static header". */
  private static Recogniser stratis(long base) {
    return probe -> {
      if (!probe.has(base + 4, "!Stra0tis\u0086\u00ff\002^Arh")) {
        return Optional.empty();
      }
      String digits = probe.little(base, 96).latin1(64, 32);
      boolean isUuid = digits.length() == 32;
      return Optional.of(
          Signature.of("stratis", Signature.RAID)
              .withUuid(
                  isUuid
                      ? String.join(
                          "-",
                          digits.substring(0, 8),
                          digits.substring(8, 12),
                          digits.substring(12, 16),
                          digits.substring(16, 20),
                          digits.substring(20))
                      : null));
    };
  }
}
