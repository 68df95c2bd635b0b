package io.guestkit.guest.walk;

import io.guestkit.guest.GuestFile;

/**
 * What tells one file from another, whatever it is called.
 *
 * @param volume the device of its filesystem
 * @param subvolume path of the subvolume that holds it, in which inode numbers are its own
 * @param inode its inode number
 */
public record FileIdentity(String volume, String subvolume, long inode) {

  /** Returns the identity of a file that was found. */
  public static FileIdentity of(GuestFile file) {
    return new FileIdentity(file.volume(), file.entry().subvolume(), file.entry().inode());
  }
}
