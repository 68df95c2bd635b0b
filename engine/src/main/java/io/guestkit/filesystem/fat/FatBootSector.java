package io.guestkit.filesystem.fat;

import io.guestkit.block.BlockSource;
import io.guestkit.block.Struct;
import java.io.IOException;

/**
 * Boot sector with its BIOS parameter block, little-endian. Source: FAT32 File System Specification
 * 1.03, "Boot Sector and BPB".
 *
 * @param sectorSize bytes per sector, 512 to 4096
 * @param clusterSectors sectors per cluster, a power of two
 * @param reservedSectors sectors in front of the first FAT, not 0
 * @param fats number of FATs, not 0
 * @param rootEntries entries of the fixed root directory, 0 on FAT32
 * @param totalSectors sectors of the volume
 * @param fatSectors sectors of one FAT
 * @param type decided by the number of clusters and where the size of a FAT stands
 * @param extFlags FAT32: which FAT is active; else 0
 * @param rootCluster FAT32: first cluster of the root directory; else 0
 * @param dirty whether the state byte says that the volume is mounted or was not unmounted
 * @param serial the volume's serial number, 0 where the extended boot signature does not promise it
 */
record FatBootSector(
    int sectorSize,
    int clusterSectors,
    int reservedSectors,
    int fats,
    int rootEntries,
    long totalSectors,
    long fatSectors,
    FatType type,
    int extFlags,
    long rootCluster,
    boolean dirty,
    long serial) {
  static final int LENGTH = 512;

  private static final int FIXED_MEDIA = 0xf8;
  private static final int REMOVABLE_MEDIA = 0xf0;

  static FatBootSector read(BlockSource volume) throws IOException {
    Struct s = Struct.littleEndian("FAT boot sector", volume, 0, LENGTH);
    int sectorSize = s.u16(0x0b);
    int clusterSectors = s.u8(0x0d);
    int reservedSectors = s.u16(0x0e);
    int fats = s.u8(0x10);
    int rootEntries = s.u16(0x11);
    long totalSectors = s.u16(0x13) != 0 ? s.u16(0x13) : s.u32(0x20);
    int media = s.u8(0x15);
    int fatSectors16 = s.u16(0x16);
    boolean isFat32 = fatSectors16 == 0;
    long fatSectors = isFat32 ? s.u32(0x24) : fatSectors16;
    int extended = isFat32 ? 0x40 : 0x24; // drive number, state, boot signature, serial, label

    s.check(Integer.bitCount(sectorSize) == 1, 0x0b, "sector size %d", sectorSize);
    s.check(sectorSize >= 512 && sectorSize <= 4096, 0x0b, "sector size %d", sectorSize);
    s.check(Integer.bitCount(clusterSectors) == 1, 0x0d, "%d sectors per cluster", clusterSectors);
    s.check(reservedSectors != 0, 0x0e, "no reserved sectors");
    s.check(fats != 0, 0x10, "no FATs");
    int rootBytes = rootEntries * FatDirent.LENGTH;
    s.check(rootBytes % sectorSize == 0, 0x11, "%d root entries fill no sector", rootEntries);
    s.check(media == REMOVABLE_MEDIA || media >= FIXED_MEDIA, 0x15, "media %#x", media);
    s.check(fatSectors != 0, isFat32 ? 0x24 : 0x16, "a FAT of no sectors");
    long dataSector = reservedSectors + fats * fatSectors + rootBytes / sectorSize;
    s.check(dataSector <= totalSectors, 0x20, "%d sectors, no data", totalSectors);
    long clusters = (totalSectors - dataSector) / clusterSectors;
    FatType type = isFat32 ? FatType.FAT32 : FatType.ofClusters(clusters);
    long usable = Math.min(clusters, fatSectors * sectorSize * 8 / type.bits() - FatTable.FIRST);
    s.check(usable <= type.maxClusters(), 0x20, "%d clusters of %s", usable, type);
    return new FatBootSector(
        sectorSize,
        clusterSectors,
        reservedSectors,
        fats,
        rootEntries,
        totalSectors,
        fatSectors,
        type,
        isFat32 ? s.u16(0x28) : 0,
        isFat32 ? s.u32(0x2c) : 0,
        (s.u8(extended + 1) & 1) != 0,
        (s.u8(extended + 2) & 0xfe) == 0x28 ? s.u32(extended + 3) : 0);
  }

  /** Returns the bytes of a cluster. */
  int clusterSize() {
    return sectorSize * clusterSectors;
  }

  /** Returns the clusters that have an entry in the FAT. */
  long clusters() {
    long clusters = (totalSectors - dataOffset() / sectorSize) / clusterSectors;
    return Math.min(clusters, fatBytes() * 8 / type.bits() - FatTable.FIRST);
  }

  /** Returns the bytes of one FAT. */
  long fatBytes() {
    return fatSectors * sectorSize;
  }

  /** Returns where the FAT that is in use starts. */
  long fatOffset() {
    boolean mirrored = (extFlags & 0x80) == 0;
    int active = extFlags & 0xf;
    return reservedSectors * (long) sectorSize
        + (mirrored || active >= fats ? 0 : active * fatBytes());
  }

  /** Returns where the fixed root directory starts. */
  long rootOffset() {
    return reservedSectors * (long) sectorSize + fats * fatBytes();
  }

  /** Returns where the first cluster starts. */
  long dataOffset() {
    return rootOffset() + (long) rootEntries * FatDirent.LENGTH;
  }

  /** Returns where a cluster starts that the caller knows to be one of this volume. */
  long clusterOffset(long cluster) {
    return dataOffset() + (cluster - FatTable.FIRST) * clusterSize();
  }
}
