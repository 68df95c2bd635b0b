package io.guestkit.filesystem.ext;

import java.util.ArrayList;
import java.util.List;

/**
 * Bits of the superblock's three feature words. Source: Linux Documentation/filesystems/ext4,
 * "Super Block".
 *
 * @param compat s_feature_compat: a reader may ignore these
 * @param incompat s_feature_incompat: a reader must know all of these
 * @param roCompat s_feature_ro_compat: only a writer must know these
 */
record Features(long compat, long incompat, long roCompat) {
  static final long COMPAT_HAS_JOURNAL = 0x4;
  static final long COMPAT_DIR_INDEX = 0x20;
  static final long COMPAT_SPARSE_SUPER2 = 0x200;

  static final long INCOMPAT_FILETYPE = 0x2;
  static final long INCOMPAT_RECOVER = 0x4;
  static final long INCOMPAT_JOURNAL_DEV = 0x8;
  static final long INCOMPAT_META_BG = 0x10;
  static final long INCOMPAT_EXTENTS = 0x40;
  static final long INCOMPAT_64BIT = 0x80;
  static final long INCOMPAT_CSUM_SEED = 0x2000;
  static final long INCOMPAT_LARGEDIR = 0x4000;

  static final long RO_COMPAT_SPARSE_SUPER = 0x1;
  static final long RO_COMPAT_LARGE_FILE = 0x2;
  static final long RO_COMPAT_BTREE_DIR = 0x4;
  static final long RO_COMPAT_HUGE_FILE = 0x8;
  static final long RO_COMPAT_BIGALLOC = 0x200;
  static final long RO_COMPAT_METADATA_CSUM = 0x400;

  /** Every incompatible feature but compression, journal_dev and dirdata, as Linux 6.18. */
  private static final long READ = 0x3e7d6;

  private static final long EXT2_INCOMPAT = INCOMPAT_FILETYPE | INCOMPAT_META_BG;
  private static final long EXT3_INCOMPAT = EXT2_INCOMPAT | INCOMPAT_RECOVER;
  private static final long EXT3_RO_COMPAT =
      RO_COMPAT_SPARSE_SUPER | RO_COMPAT_LARGE_FILE | RO_COMPAT_BTREE_DIR;

  boolean hasCompat(long bit) {
    return (compat & bit) != 0;
  }

  boolean hasIncompat(long bit) {
    return (incompat & bit) != 0;
  }

  boolean hasRoCompat(long bit) {
    return (roCompat & bit) != 0;
  }

  /** Returns the names of the incompatible features that are not read. */
  List<String> unsupported() {
    List<String> names = new ArrayList<>();
    for (long bit = 1; bit <= 1L << 31; bit <<= 1) {
      if ((incompat & bit & ~READ) != 0) {
        names.add(
            switch ((int) bit) {
              case 0x1 -> "compression";
              case 0x8 -> "journal_dev";
              case 0x1000 -> "dirdata";
              default -> "FEATURE_I" + Long.numberOfTrailingZeros(bit);
            });
      }
    }
    return names;
  }

  /**
   * Returns the type as blkid decides it: the oldest filesystem that knows every feature.
   *
   * @param test whether the superblock is flagged as one of a filesystem under test
   */
  String type(boolean test) {
    boolean newerThanExt3 = (roCompat & ~EXT3_RO_COMPAT) != 0 || (incompat & ~EXT3_INCOMPAT) != 0;
    if (test) {
      return "ext4dev";
    }
    if (newerThanExt3) {
      return "ext4";
    }
    return hasCompat(COMPAT_HAS_JOURNAL) ? "ext3" : "ext2";
  }
}
