package io.guestkit.filesystem.fat;

import io.guestkit.filesystem.FileEntry;
import io.guestkit.filesystem.FileType;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A file or directory.
 *
 * @param cluster its first cluster; 0 where it has none
 */
record FatEntry(
    FileType type,
    long inode,
    int mode,
    long size,
    long links,
    Instant modified,
    @Nullable Instant accessed,
    @Nullable Instant created,
    long cluster)
    implements FileEntry {
  /** The root has no entry; entries are counted from the volume's start and are never this one. */
  static final long ROOT_INODE = 1;

  static FatEntry file(FatDirent dirent) {
    int mode = (dirent.attributes() & FatDirent.READ_ONLY) != 0 ? 0555 : 0755;
    return of(dirent, FileType.REGULAR, mode, dirent.size(), 1);
  }

  static FatEntry directory(FatDirent dirent, long size) {
    return of(dirent, FileType.DIRECTORY, 0755, size, 1);
  }

  static FatEntry root(long cluster, long size) {
    return new FatEntry(
        FileType.DIRECTORY, ROOT_INODE, 0755, size, 1, Instant.EPOCH, null, null, cluster);
  }

  private static FatEntry of(FatDirent dirent, FileType type, int mode, long size, long links) {
    return new FatEntry(
        type,
        dirent.offset() / FatDirent.LENGTH,
        mode,
        size,
        links,
        dirent.modified(),
        dirent.accessed(),
        dirent.created(),
        dirent.cluster());
  }

  /** Returns the entry with a number of links. */
  FatEntry withLinks(long count) {
    return new FatEntry(type, inode, mode, size, count, modified, accessed, created, cluster);
  }

  /**
   * Returns whether it is the root directory of FAT12 or FAT16, which lies in front of the data.
   */
  boolean isFixedRoot() {
    return inode == ROOT_INODE && cluster == 0;
  }

  @Override
  public long uid() {
    return 0;
  }

  @Override
  public long gid() {
    return 0;
  }

  @Override
  public long device() {
    return 0;
  }

  @Override
  public @Nullable Instant changed() {
    return null;
  }
}
