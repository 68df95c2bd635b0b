package io.guestkit.filesystem.xfs.attribute;

import io.guestkit.block.CorruptImageException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Access control lists. On the disk, big-endian: count (32 bits), then of each entry tag (32), user
 * or group (32), permissions (16), padding (16). Source: Linux fs/xfs/xfs_acl.h.
 */
final class Acl {
  private static final int ENTRY = 12;
  private static final int VERSION = 2;
  private static final int USER = 0x02;
  private static final int GROUP = 0x08;
  private static final int NOBODY = -1;

  private Acl() {}

  /** Returns a list as getxattr(2) gives it: little-endian, Linux posix_acl_xattr.h. */
  static byte[] asAttribute(String where, byte[] stored) throws CorruptImageException {
    ByteBuffer in = ByteBuffer.wrap(stored);
    boolean whole = stored.length >= 4 && stored.length == 4L + (long) ENTRY * in.getInt(0);
    if (!whole) {
      throw new CorruptImageException(
          where, 0, "access control list of %d bytes".formatted(stored.length));
    }
    int count = in.getInt();
    ByteBuffer out = ByteBuffer.allocate(4 + 8 * count).order(ByteOrder.LITTLE_ENDIAN);
    out.putInt(VERSION);
    for (int i = 0; i < count; i++) {
      int tag = in.getInt();
      int id = in.getInt();
      int permissions = in.getInt() >>> 16;
      out.putShort((short) tag).putShort((short) permissions);
      out.putInt(tag == USER || tag == GROUP ? id : NOBODY);
    }
    return out.array();
  }
}
