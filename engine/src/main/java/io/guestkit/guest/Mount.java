package io.guestkit.guest;

import io.guestkit.filesystem.FileEntry;
import io.guestkit.filesystem.Filesystem;

/**
 * A filesystem in its place.
 *
 * @param path where its root directory is, every symbolic link resolved
 * @param device its device
 * @param filesystem the filesystem
 * @param root its root directory
 */
record Mount(String path, String device, Filesystem filesystem, FileEntry root) {

  GuestFile directory() {
    return new GuestFile(path, device, filesystem, root);
  }
}
