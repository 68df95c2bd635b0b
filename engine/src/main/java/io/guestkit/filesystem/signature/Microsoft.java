package io.guestkit.filesystem.signature;

import io.guestkit.block.Struct;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** What starts with a boot sector of DOS's make: ReFS, HPFS, and FAT where its reader failed. */
final class Microsoft {
  static final List<Recogniser> TABLE =
      List.of(
          Ntfs::recognise,
          Exfat::recognise,
          Magic.filesystem("ReFS", 0, 0, "\0\0\0ReFS\0"),
          Microsoft::hpfs,
          Microsoft::fat);

  private Microsoft() {}

  /** Source: Linux, {@code fs/hpfs/hpfs.h}. */
  private static Optional<Signature> hpfs(Probe probe) throws IOException {
    if (!probe.has(0x2000, "I\u00e8\u0095\u00f9") || !probe.has(0x2200, "I\030\u0091\u00f9")) {
      return Optional.empty();
    }
    Signature hpfs =
        Signature.of("hpfs", Signature.FILESYSTEM)
            .withVersion(Integer.toString(probe.little(0x2000, 9).u8(8)));
    Struct s = probe.little(0, 512);
    boolean labelled = probe.has(510, "U\u00aa") && probe.has(0x36, "HPFS");
    return Optional.of(
        labelled && s.u8(0x26) == 0x28
            ? hpfs.withUuid(Text.serial(s, 0x27)).withLabel(Text.label(s, 0x2b, 11))
            : hpfs);
  }

  private static Optional<Signature> fat(Probe probe) throws IOException {
    boolean fat32 = probe.has(0x52, "FAT32   ");
    boolean fat16 = probe.has(0x36, "FAT16   ");
    if ((!fat32 && !fat16 && !probe.has(0x36, "FAT12   ")) || !probe.has(510, "U\u00aa")) {
      return Optional.empty();
    }
    Struct s = probe.little(0, 512);
    int extended = fat32 ? 0x42 : 0x26;
    return Optional.of(
        Signature.of("vfat", Signature.FILESYSTEM)
            .withVersion(fat32 ? "FAT32" : fat16 ? "FAT16" : "FAT12")
            .withUuid((s.u8(extended) & 0xfe) == 0x28 ? Text.serial(s, extended + 1) : null));
  }
}
