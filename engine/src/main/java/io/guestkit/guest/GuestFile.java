package io.guestkit.guest;

import io.guestkit.filesystem.FileEntry;
import io.guestkit.filesystem.Filesystem;

/**
 * A file of a guest, found.
 *
 * @param path its absolute path with every symbolic link resolved
 * @param volume the device of its filesystem
 * @param filesystem the filesystem that holds it
 * @param entry the file
 */
public record GuestFile(String path, String volume, Filesystem filesystem, FileEntry entry) {

  /**
   * Returns the device of its filesystem; with the subvolume that it is in, as libguestfs writes.
   */
  public String device() {
    String subvolume = entry.subvolume();
    return subvolume.isEmpty() ? volume : SubvolumeDevice.name(volume, subvolume);
  }

  /** Returns the mount that shows it at another place. */
  Mount at(String place) {
    return new Mount(place, volume, filesystem, entry);
  }
}
