package io.guestkit.guest;

import io.guestkit.filesystem.FileEntry;
import io.guestkit.filesystem.Filesystem;

/**
 * A file of a guest, found.
 *
 * @param path its absolute path with every symbolic link resolved
 * @param device the device of its filesystem
 * @param filesystem the filesystem that holds it
 * @param entry the file
 */
public record GuestFile(String path, String device, Filesystem filesystem, FileEntry entry) {}
