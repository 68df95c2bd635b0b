package io.guestkit.filesystem;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A file, directory, link or device: what stat(2) would say of it. */
public interface FileEntry {

  /** Returns what it is. */
  FileType type();

  /** Returns the inode number, or a number that is unique in its filesystem or subvolume. */
  long inode();

  /**
   * Returns the path of the subvolume that holds it, from the top of the filesystem; empty where
   * there is none or it is the top level itself.
   */
  default String subvolume() {
    return "";
  }

  /** Returns the permission bits, 0 to 07777. */
  int mode();

  /** Returns the owner's number. */
  long uid();

  /** Returns the group's number. */
  long gid();

  /** Returns the size in bytes. */
  long size();

  /** Returns the bytes that are allocated, as st_blocks of stat(2) counts them. */
  long allocated();

  /** Returns how many names it has. */
  long links();

  /** Returns the device number of a device as {@code major << 32 | minor}, else 0. */
  long device();

  /** Returns when the content changed. */
  Instant modified();

  /** Returns when the content was read, or null where the filesystem does not keep it. */
  @Nullable Instant accessed();

  /** Returns when the entry changed, or null where the filesystem does not keep it. */
  @Nullable Instant changed();

  /** Returns when the entry was made, or null where the filesystem does not keep it. */
  @Nullable Instant created();
}
