package io.guestkit.filesystem.fat;

import io.guestkit.filesystem.FileEntry;
import io.guestkit.filesystem.FileType;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A file or directory.
 *
 * @param allocated the size in whole clusters, as Linux counts it
 * @param cluster its first cluster; 0 where it has none
 */
record FatEntry(
    FileType type,
    long inode,
    int mode,
    long size,
    long allocated,
    long links,
    Instant modified,
    @Nullable Instant accessed,
    @Nullable Instant created,
    long cluster)
    implements FileEntry {
  /** The root has no entry; entries are counted from the volume's start and are never this one. */
  static final long ROOT_INODE = 1;

  static FatEntry file(FatDirent dirent, long clusterSize) {
    int mode = (dirent.attributes() & FatDirent.READ_ONLY) != 0 ? 0555 : 0755;
    return of(dirent, FileType.REGULAR, mode, dirent.size(), clusterSize);
  }

  static FatEntry directory(FatDirent dirent, long size, long clusterSize) {
    return of(dirent, FileType.DIRECTORY, 0755, size, clusterSize);
  }

  static FatEntry root(long cluster, long size, long clusterSize) {
    return new FatEntry(
        FileType.DIRECTORY,
        ROOT_INODE,
        0755,
        size,
        whole(size, clusterSize),
        1,
        Instant.EPOCH,
        null,
        null,
        cluster);
  }

  private static FatEntry of(
      FatDirent dirent, FileType type, int mode, long size, long clusterSize) {
    return new FatEntry(
        type,
        dirent.offset() / FatDirent.LENGTH,
        mode,
        size,
        whole(size, clusterSize),
        1,
        dirent.modified(),
        dirent.accessed(),
        dirent.created(),
        dirent.cluster());
  }

  private static long whole(long size, long clusterSize) {
    return (size + clusterSize - 1) / clusterSize * clusterSize;
  }

  /** Returns the entry with a number of links. */
  FatEntry withLinks(long count) {
    return new FatEntry(
        type, inode, mode, size, allocated, count, modified, accessed, created, cluster);
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
