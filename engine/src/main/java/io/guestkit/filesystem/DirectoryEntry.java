package io.guestkit.filesystem;

/**
 * A name in a directory.
 *
 * @param name decoded as {@link FileName} does
 * @param type what it stands for; UNKNOWN where the directory does not say
 * @param id what the filesystem finds the entry by: an inode number, a place on the disk
 * @param scope what the id is counted in, such as the number of a subvolume; 0 where there is no
 *     more than one count
 */
public record DirectoryEntry(String name, FileType type, long id, long scope) {
  /** Makes an entry of a filesystem that has one count. */
  public DirectoryEntry(String name, FileType type, long id) {
    this(name, type, id, 0);
  }
}
