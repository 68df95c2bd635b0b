package io.guestkit.filesystem.signature;

import io.guestkit.block.Struct;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Members of arrays that a controller's firmware made; the metadata is at the end of the disk.
 * Sources: SNIA, Common RAID Disk Data Format 2.0; dmraid, {@code lib/format/ataraid}.
 */
final class FirmwareRaid {
  private static final long MIN_SIZE = 0x10000;

  static final List<Recogniser> TABLE =
      List.of(
          FirmwareRaid::ddf,
          FirmwareRaid::intel,
          FirmwareRaid::highpoint45x,
          Magic.raid("hpt37x_raid_member", 4608, 32, "\u00f0\026xZ"),
          Magic.raid("hpt37x_raid_member", 4608, 32, "\u00fd\026xZ"),
          FirmwareRaid::adaptec,
          FirmwareRaid::jmicron);

  private FirmwareRaid() {}

  private static Optional<Signature> ddf(Probe probe) throws IOException {
    for (int sectors : new int[] {1, 257}) {
      long offset = probe.fromEnd(sectors);
      if (probe.size() >= 0x30000 && probe.has(offset, "\u00de\021\u00de\021")) {
        Struct s = probe.big(offset, 104);
        return Optional.of(
            Signature.of("ddf_raid_member", Signature.RAID)
                .withVersion(Text.identifier(s, 32, 8))
                .withUuid(Text.identifier(s, 8, 24)));
      }
    }
    return Optional.empty();
  }

  private static Optional<Signature> intel(Probe probe) throws IOException {
    long offset = probe.fromEnd(2);
    if (!probe.has(offset, "Intel Raid ISM Cfg Sig. ")) {
      return Optional.empty();
    }
    return Optional.of(
        Signature.of("isw_raid_member", Signature.RAID)
            .withVersion(Text.identifier(probe.little(offset, 32), 24, 6)));
  }

  private static Optional<Signature> highpoint45x(Probe probe) throws IOException {
    long offset = probe.fromEnd(11);
    boolean found =
        probe.size() >= MIN_SIZE
            && (probe.has(offset, "\u00f3\026xZ") || probe.has(offset, "\u00fd\026xZ"));
    return found
        ? Optional.of(Signature.of("hpt45x_raid_member", Signature.RAID))
        : Optional.empty();
  }

  private static Optional<Signature> adaptec(Probe probe) throws IOException {
    long offset = probe.fromEnd(1);
    if (!probe.has(offset, "7\u00fcM\036") || !probe.has(offset + 256, "DPTM")) {
      return Optional.empty();
    }
    return Optional.of(
        Signature.of("adaptec_raid_member", Signature.RAID)
            .withVersion(Integer.toString(probe.big(offset, 64).u8(63))));
  }

  /** The magic number has two bytes only: the checksum and the mode must fit too. */
  private static Optional<Signature> jmicron(Probe probe) throws IOException {
    long offset = probe.fromEnd(1);
    if (probe.size() < MIN_SIZE || !probe.has(offset, "JM")) {
      return Optional.empty();
    }
    Struct s = probe.little(offset, 128);
    int sum = 0;
    for (int at = 0; at < 128; at += 2) {
      sum += s.u16(at);
    }
    if ((sum & 0xfffe) != 0 || s.u8(0x30) > 5) {
      return Optional.empty();
    }
    return Optional.of(
        Signature.of("jmicron_raid_member", Signature.RAID).withVersion(s.u8(3) + "." + s.u8(2)));
  }
}
