package io.guestkit.filesystem.xfs.layout;

import java.util.ArrayList;
import java.util.List;

/**
 * Features of a filesystem. Source: "XFS Algorithms &amp; Data Structures", "Superblocks".
 *
 * @param version 4 or 5
 * @param bits sb_versionnum without the version
 * @param more sb_features2, 0 where it does not count
 * @param roCompat sb_features_ro_compat, 0 in version 4
 * @param incompat sb_features_incompat, 0 in version 4
 */
public record Features(int version, int bits, long more, long roCompat, long incompat) {
  static final int ATTRIBUTES = 0x10;
  static final int SHARED = 0x200;
  static final int LOG_V2 = 0x400;
  static final int UNWRITTEN = 0x1000;
  static final int DIRECTORY_V2 = 0x2000;
  static final int FOLDED_NAMES = 0x4000;
  static final int MORE_BITS = 0x8000;

  static final long LAZY_COUNT = 0x2;
  static final long ATTRIBUTES_V2 = 0x8;
  static final long PROJECT_ID_32 = 0x80;
  static final long OLD_FILE_TYPE = 0x200;

  static final long FREE_INODE_TREE = 0x1;
  static final long REVERSE_MAP = 0x2;
  static final long REFLINK = 0x4;
  static final long INODE_TREE_COUNTS = 0x8;

  static final long FILE_TYPE = 0x1;
  static final long SPARSE_INODES = 0x2;
  static final long META_UUID = 0x4;
  static final long BIG_TIME = 0x8;
  static final long NEEDS_REPAIR = 0x10;
  static final long LARGE_COUNTS = 0x20;
  static final long EXCHANGE = 0x40;
  static final long PARENT = 0x80;
  static final long METADATA_DIRECTORY = 0x100;

  /** Everything above; a zoned device (0x200) keeps its files on the real-time device. */
  private static final long INCOMPAT_READ = 0x1ff;

  private static final String[] INCOMPAT_NAMES = {"zoned", "zone-gaps"};
  private static final int FIRST_UNREAD = 9;

  /** Returns whether metadata carries checksums and says where and whose it is. */
  public boolean hasChecksums() {
    return version == 5;
  }

  /** Returns whether directories say what their entries are. */
  public boolean hasFileTypes() {
    return hasIncompat(FILE_TYPE) || (version == 4 && (more & OLD_FILE_TYPE) != 0);
  }

  /** Returns whether names are equal where they differ in the case of letters only. */
  public boolean foldsNames() {
    return (bits & FOLDED_NAMES) != 0;
  }

  /** Returns whether records of the log may be longer than 32 KiB. */
  public boolean hasLogV2() {
    return version == 5 || (bits & LOG_V2) != 0;
  }

  /** Returns whether the counters of the superblock are only right after a clean unmount. */
  public boolean hasLazyCount() {
    return version == 5 || (more & LAZY_COUNT) != 0;
  }

  /** Returns whether free inodes have a tree of their own. */
  public boolean hasFreeInodeTree() {
    return (roCompat & FREE_INODE_TREE) != 0;
  }

  /** Returns whether each block's owner is kept. */
  public boolean hasReverseMap() {
    return (roCompat & REVERSE_MAP) != 0;
  }

  /** Returns whether files may share blocks. */
  public boolean hasReflink() {
    return (roCompat & REFLINK) != 0;
  }

  /** Returns whether the blocks of the inode trees are counted. */
  public boolean hasInodeTreeCounts() {
    return (roCompat & INODE_TREE_COUNTS) != 0;
  }

  /** Returns whether xfs_repair has to run before the kernel mounts it. */
  public boolean needsRepair() {
    return hasIncompat(NEEDS_REPAIR);
  }

  boolean hasMetaUuid() {
    return hasIncompat(META_UUID);
  }

  private boolean hasIncompat(long bit) {
    return (incompat & bit) != 0;
  }

  /** Returns the incompatible features that are not read. */
  List<String> unsupported() {
    List<String> names = new ArrayList<>();
    long left = incompat & ~INCOMPAT_READ;
    for (int bit = FIRST_UNREAD; bit < Integer.SIZE; bit++) {
      if ((left >> bit & 1) != 0) {
        int index = bit - FIRST_UNREAD;
        names.add(index < INCOMPAT_NAMES.length ? INCOMPAT_NAMES[index] : "incompat bit " + bit);
      }
    }
    return names;
  }

  /** Returns the names by which xfs_info shows what is on, in its order. */
  public List<String> names() {
    List<String> names = new ArrayList<>();
    boolean v5 = version == 5;
    add(names, v5 || (more & ATTRIBUTES_V2) != 0, "attr2");
    add(names, v5 || (more & PROJECT_ID_32) != 0, "projid32bit");
    add(names, v5, "crc");
    add(names, hasFreeInodeTree(), "finobt");
    add(names, hasIncompat(SPARSE_INODES), "sparse");
    add(names, hasReverseMap(), "rmapbt");
    add(names, hasReflink(), "reflink");
    add(names, hasIncompat(BIG_TIME), "bigtime");
    add(names, hasInodeTreeCounts(), "inobtcount");
    add(names, hasIncompat(LARGE_COUNTS), "nrext64");
    add(names, hasIncompat(EXCHANGE), "exchange");
    add(names, hasIncompat(METADATA_DIRECTORY), "metadir");
    add(names, foldsNames(), "ascii-ci");
    add(names, hasFileTypes(), "ftype");
    add(names, hasIncompat(PARENT), "parent");
    add(names, hasLazyCount(), "lazy-count");
    return names;
  }

  private static void add(List<String> names, boolean has, String name) {
    if (has) {
      names.add(name);
    }
  }
}
