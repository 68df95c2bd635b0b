package io.guestkit.volume;

import io.guestkit.block.BlockSource;
import io.guestkit.block.Struct;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Signatures of what volumes hold: only to tell what is no partition table, and in which unit a
 * table counts. Values from the formats' own documents; the test of FAT boot sectors follows what
 * libblkid asks of them.
 */
public final class ContentSignature {
  /** 8 KiB: reaches every signature but those of ISO 9660 and Btrfs. */
  private static final int HEAD = 8 << 10;

  private static final long EXT_MAGIC = 0xef53;
  private static final long F2FS_MAGIC = 0xf2f52010L;
  private static final long EROFS_MAGIC = 0xe0f5e1e2L;
  private static final long MD_MAGIC = 0xa92b4efcL;
  private static final long FAT32_MAX_CLUSTERS = 0x0fff_fff6;
  private static final long FAT16_MAX_CLUSTERS = 0xfff4;

  private ContentSignature() {}

  /** Returns whether a filesystem or another known volume content starts at an offset. */
  public static boolean isAt(BlockSource disk, long offset) throws IOException {
    if (offset < 0 || offset > disk.size() - HEAD) {
      return false;
    }
    Struct s = Struct.littleEndian("volume", disk, offset, HEAD);
    return isBootSector(s)
        || isInHead(s)
        || isText(disk, offset + 0x8001, "CD001")
        || isText(disk, offset + 0x10040, "_BHRfS_M");
  }

  private static boolean isInHead(Struct s) {
    return isText(s, 0, "XFSB")
        || isText(s, 0, "hsqs")
        || isText(s, 0, "LUKS\u00ba\u00be")
        || isLvmLabel(s)
        || isText(s, 0xff6, "SWAPSPACE2")
        || s.u16(0x438) == EXT_MAGIC
        || s.u32(0x400) == F2FS_MAGIC
        || s.u32(0x400) == EROFS_MAGIC
        || s.u32(0) == MD_MAGIC
        || s.u32(0x1000) == MD_MAGIC;
  }

  /** Returns whether one of the first four sectors is the label of a physical volume of LVM2. */
  private static boolean isLvmLabel(Struct s) {
    for (int at = 0; at < 4 * 512; at += 512) {
      if (isText(s, at, "LABELONE") && isText(s, at + 24, "LVM2 001")) {
        return true;
      }
    }
    return false;
  }

  /** Returns whether a first sector belongs to a FAT, exFAT, NTFS, ReFS or BitLocker volume. */
  static boolean isBootSector(Struct sector) {
    return isText(sector, 3, "NTFS    ")
        || isText(sector, 3, "EXFAT   ")
        || isText(sector, 3, "ReFS\0\0\0\0")
        || isText(sector, 3, "-FVE-FS-")
        || isFat(sector);
  }

  private static boolean isFat(Struct s) {
    boolean named =
        isText(s, 0x52, "FAT32   ")
            || isText(s, 0x52, "MSWIN")
            || isText(s, 0x36, "FAT1")
            || isText(s, 0x36, "FAT     ")
            || isText(s, 0x36, "MSDOS");
    boolean jumps = s.u8(0) == 0xeb || s.u8(0) == 0xe9 || s.u16(0x1fe) == 0xaa55;
    boolean disguised = isText(s, 0x36, "JFS     ") || isText(s, 0x36, "HPFS    ");
    return (named || (jumps && !disguised)) && hasFatParameters(s);
  }

  private static boolean hasFatParameters(Struct s) {
    long sectorSize = s.u16(0x0b);
    long clusterSectors = s.u8(0x0d);
    long reserved = s.u16(0x0e);
    long fats = s.u8(0x10);
    long rootEntries = s.u16(0x11);
    long sectors = s.u16(0x13) != 0 ? s.u16(0x13) : s.u32(0x20);
    int media = s.u8(0x15);
    long fatSectors16 = s.u16(0x16);
    long fatSectors = fatSectors16 != 0 ? fatSectors16 : s.u32(0x24);

    if (fats == 0
        || reserved == 0
        || (media != 0xf0 && media < 0xf8)
        || Long.bitCount(clusterSectors) != 1
        || Long.bitCount(sectorSize) != 1
        || sectorSize < 512
        || sectorSize > 4096) {
      return false;
    }
    long rootSectors = (rootEntries * 32 + sectorSize - 1) / sectorSize;
    long dataSectors = sectors - reserved - fats * fatSectors - rootSectors;
    long maxClusters = fatSectors16 != 0 ? FAT16_MAX_CLUSTERS : FAT32_MAX_CLUSTERS;
    return dataSectors >= 0 && dataSectors / clusterSectors <= maxClusters;
  }

  private static boolean isText(Struct s, int at, String text) {
    for (int i = 0; i < text.length(); i++) {
      if (s.u8(at + i) != text.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isText(BlockSource disk, long offset, String text) throws IOException {
    return offset <= disk.size() - text.length()
        && new String(disk.readBytes(offset, text.length()), StandardCharsets.ISO_8859_1)
            .equals(text);
  }
}
