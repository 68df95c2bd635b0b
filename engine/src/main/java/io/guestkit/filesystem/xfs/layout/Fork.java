package io.guestkit.filesystem.xfs.layout;

import io.guestkit.block.CorruptImageException;
import io.guestkit.block.Struct;

/**
 * A fork of an inode: content or attributes.
 *
 * @param form how it is kept
 * @param s the bytes of the inode that are the fork's
 * @param extents extents that it has, where they are kept in the inode
 */
public record Fork(Form form, Struct s, long extents) {

  /** How a fork is kept. Source: "XFS Algorithms &amp; Data Structures", "Inode Core". */
  public enum Form {
    /** The number of a device, or nothing. */
    DEVICE,
    /** The bytes are in the inode. */
    LOCAL,
    /** A list of extents is in the inode. */
    EXTENTS,
    /** The root of a tree of extents is in the inode. */
    TREE;

    static Form of(Struct s, int at) throws CorruptImageException {
      return switch (s.u8(at)) {
        case 0 -> DEVICE;
        case 1 -> LOCAL;
        case 2 -> EXTENTS;
        case 3 -> TREE;
        default -> throw s.corrupt(at, "fork of form %d", s.u8(at));
      };
    }
  }
}
