package io.guestkit.volume.mbr;

import java.util.Optional;

/** Names of the partition types that guests are installed with. */
final class MbrTypes {
  private MbrTypes() {}

  /** Returns the name of a system indicator. */
  static Optional<String> name(int type) {
    String name =
        switch (type) {
          case 0x00 -> "Empty";
          case 0x01 -> "FAT12";
          case 0x04 -> "FAT16 <32M";
          case 0x05 -> "Extended";
          case 0x06 -> "FAT16";
          case 0x07 -> "HPFS/NTFS/exFAT";
          case 0x0b -> "W95 FAT32";
          case 0x0c -> "W95 FAT32 (LBA)";
          case 0x0e -> "W95 FAT16 (LBA)";
          case 0x0f -> "W95 Extended (LBA)";
          case 0x11 -> "Hidden FAT12";
          case 0x14 -> "Hidden FAT16 <32M";
          case 0x16 -> "Hidden FAT16";
          case 0x17 -> "Hidden HPFS/NTFS";
          case 0x1b -> "Hidden W95 FAT32";
          case 0x1c -> "Hidden W95 FAT32 (LBA)";
          case 0x1e -> "Hidden W95 FAT16 (LBA)";
          case 0x27 -> "Windows recovery environment";
          case 0x39 -> "Plan 9";
          case 0x42 -> "Windows dynamic disk";
          case 0x63 -> "GNU HURD";
          case 0x80 -> "Old Minix";
          case 0x81 -> "Minix";
          case 0x82 -> "Linux swap";
          case 0x83 -> "Linux";
          case 0x85 -> "Linux extended";
          case 0x8e -> "Linux LVM";
          case 0xa5 -> "FreeBSD";
          case 0xa6 -> "OpenBSD";
          case 0xa8 -> "Darwin UFS";
          case 0xa9 -> "NetBSD";
          case 0xab -> "Darwin boot";
          case 0xaf -> "HFS/HFS+";
          case 0xbf -> "Solaris";
          case 0xda -> "Non-FS data";
          case 0xeb -> "BeOS fs";
          case 0xee -> "GPT";
          case 0xef -> "EFI (FAT-12/16/32)";
          case 0xfb -> "VMware VMFS";
          case 0xfc -> "VMware VMKCORE";
          case 0xfd -> "Linux raid autodetect";
          default -> "";
        };
    return name.isEmpty() ? Optional.empty() : Optional.of(name);
  }
}
