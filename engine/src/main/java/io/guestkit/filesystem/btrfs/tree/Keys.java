package io.guestkit.filesystem.btrfs.tree;

/**
 * Numbers of trees and objects and types of items. Source: Linux include/uapi/linux/btrfs_tree.h.
 */
public final class Keys {
  public static final long ROOT_TREE = 1;
  public static final long EXTENT_TREE = 2;
  public static final long CHUNK_TREE = 3;

  /** The tree of the top level. */
  public static final long FS_TREE = 5;

  public static final long CHECKSUM_TREE = 7;
  public static final long FREE_SPACE_TREE = 10;
  public static final long BLOCK_GROUP_TREE = 11;
  public static final long LOG_TREE = -6;

  /** Where devices stand in the tree of chunks. */
  public static final long DEVICES = 1;

  /** Where chunks stand in the tree of chunks, and the first number of a file or subvolume. */
  public static final long FIRST_FREE = 256;

  /** The last number of a file or subvolume, as an unsigned number. */
  public static final long LAST_FREE = -256;

  public static final long CHECKSUMS = -10;

  public static final int INODE_ITEM = 1;
  public static final int INODE_REF = 12;
  public static final int XATTR_ITEM = 24;
  public static final int DIR_ITEM = 84;
  public static final int DIR_INDEX = 96;
  public static final int EXTENT_DATA = 108;
  public static final int EXTENT_CSUM = 128;
  public static final int ROOT_ITEM = 132;
  public static final int ROOT_BACKREF = 144;
  public static final int BLOCK_GROUP_ITEM = 192;
  public static final int DEV_ITEM = 216;
  public static final int CHUNK_ITEM = 228;

  private Keys() {}

  /** Returns whether a number is one of a subvolume's tree. */
  public static boolean isSubvolume(long tree) {
    return tree == FS_TREE
        || (Long.compareUnsigned(tree, FIRST_FREE) >= 0
            && Long.compareUnsigned(tree, LAST_FREE) <= 0);
  }
}
