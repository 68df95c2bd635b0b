package io.guestkit.filesystem;

/**
 * A name in a directory.
 *
 * @param name decoded as {@link FileName} does
 * @param type what it stands for; UNKNOWN where the directory does not say
 * @param id what the filesystem finds the entry by: an inode number, a place on the disk
 */
public record DirectoryEntry(String name, FileType type, long id) {}
