package io.guestkit.filesystem;

import io.guestkit.block.BlockSource;
import io.guestkit.block.MissingImageException;
import io.guestkit.report.FilesystemInfo;
import io.guestkit.report.Problem;
import io.guestkit.report.SubvolumeInfo;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * The files of one volume, as the kernel shows them after a mount. Read-only, thread-safe, borrowed
 * from the disk. Entries belong to the filesystem that returned them.
 */
public interface Filesystem {

  /**
   * Returns type, label, UUID and usage.
   *
   * @param device the device's name for the answer
   * @throws io.guestkit.block.ImageException if the usage cannot be read
   */
  FilesystemInfo info(String device) throws IOException;

  /**
   * Returns what a reader of the files should know, noticed when the filesystem was opened.
   *
   * @param device the device's name for the answer
   */
  List<Problem> problems(String device);

  /** Returns the root directory; of subvolumes, that of the one that is mounted by default. */
  FileEntry root() throws IOException;

  /** Returns whether this kind of filesystem has subvolumes. */
  default boolean hasSubvolumes() {
    return false;
  }

  /** Returns the subvolumes and snapshots, by path; empty where the format has none. */
  default List<SubvolumeInfo> subvolumes() throws IOException {
    return List.of();
  }

  /**
   * Returns the root directory of a subvolume.
   *
   * @param path from the top of the filesystem, empty for the top level
   * @throws MissingImageException if there is no such subvolume
   */
  default FileEntry subvolume(String path) throws IOException {
    throw new MissingImageException(FileName.display(path) + ": no such subvolume");
  }

  /**
   * Returns the entries of a directory in the order of the disk, without {@code .} and {@code ..}.
   *
   * @throws io.guestkit.block.ImageException if the directory is corrupt
   */
  List<DirectoryEntry> list(FileEntry directory) throws IOException;

  /** Returns the entry of a name in a directory, compared as this filesystem compares names. */
  Optional<FileEntry> find(FileEntry directory, String name) throws IOException;

  /** Returns what an entry of a directory stands for. */
  FileEntry entry(DirectoryEntry entry) throws IOException;

  /** Returns the content of a regular file, its holes as ZERO extents. */
  BlockSource content(FileEntry file) throws IOException;

  /** Returns the target of a symbolic link, decoded as {@link FileName} does. */
  String target(FileEntry link) throws IOException;

  /** Returns the extended attributes of an entry, sorted by name. */
  List<ExtendedAttribute> extendedAttributes(FileEntry entry) throws IOException;
}
