package io.guestkit.guest;

import io.guestkit.filesystem.FileEntry;
import io.guestkit.filesystem.Filesystem;

/**
 * A filesystem in its place.
 *
 * @param path where its root directory is, every symbolic link resolved
 * @param volume device of the filesystem
 * @param filesystem the filesystem
 * @param root its root directory
 */
record Mount(String path, String volume, Filesystem filesystem, FileEntry root) {

  GuestFile directory() {
    return new GuestFile(path, volume, filesystem, root);
  }
}
