package io.guestkit.filesystem.xfs.attribute;

import io.guestkit.filesystem.FileName;

/**
 * An attribute as the disk holds it.
 *
 * @param flags its namespace, and what it is not listed for
 * @param value its value, or empty where that is remote
 * @param remote offset of the remote value in the fork, or -1
 * @param length bytes of the value
 */
@SuppressWarnings("ArrayRecordComponent") // never changed
record Attribute(int flags, byte[] name, byte[] value, long remote, int length) {
  static final long INLINE = -1;

  /** 64 KiB: XATTR_SIZE_MAX of Linux. */
  static final int MAX_VALUE = 1 << 16;

  private static final int ROOT = 0x2;
  private static final int SECURE = 0x4;
  private static final int PARENT = 0x8;
  private static final int INCOMPLETE = 0x80;

  /** Returns whether it is one that the kernel lists. */
  boolean isListed() {
    return (flags & (PARENT | INCOMPLETE)) == 0;
  }

  /** Returns the name with its namespace. */
  String fullName() {
    String text = FileName.decode(name);
    if ((flags & ROOT) != 0) {
      return "trusted." + text;
    }
    return (flags & SECURE) != 0 ? "security." + text : "user." + text;
  }
}
