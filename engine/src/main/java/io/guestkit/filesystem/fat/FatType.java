package io.guestkit.filesystem.fat;

/** The width of a FAT's entries. Source: FAT32 File System Specification 1.03, "FAT Type". */
enum FatType {
  // The limits are Linux's and blkid's; the specification's are 16 lower, for careless writers.
  FAT12(12, 0xff4, 0xff7),
  FAT16(16, 0xfff4, 0xfff7),
  FAT32(28, 0xffffff6, 0xffffff7);

  private final int valueBits;
  private final int maxClusters;
  private final int bad;

  FatType(int valueBits, int maxClusters, int bad) {
    this.valueBits = valueBits;
    this.maxClusters = maxClusters;
    this.bad = bad;
  }

  /** Returns the type of a volume that is not FAT32. */
  static FatType ofClusters(long clusters) {
    return clusters > FAT12.maxClusters ? FAT16 : FAT12;
  }

  /** Returns the bits that an entry takes. */
  int bits() {
    return this == FAT32 ? 32 : valueBits;
  }

  /** Returns the bits of an entry that count. */
  int mask() {
    return (1 << valueBits) - 1;
  }

  /** Returns how many clusters a volume may have. */
  int maxClusters() {
    return maxClusters;
  }

  /** Returns the entry of a bad cluster; it and all above it end a chain. */
  int bad() {
    return bad;
  }
}
