package io.guestkit.filesystem;

import io.guestkit.block.BlockSource;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** One kind of filesystem. Stateless. */
public interface FilesystemFormat {

  /** Returns the name of the format, such as {@code ext}. */
  String name();

  /** Returns whether the volume holds this filesystem. One that does not is no error. */
  boolean matches(BlockSource volume) throws IOException;

  /**
   * Opens the filesystem, reading no more than its superblock needs.
   *
   * @throws io.guestkit.block.ImageException if it is of this format but cannot be read
   */
  Filesystem open(BlockSource volume) throws IOException;

  /**
   * Returns what the volumes of one filesystem have in common, or empty where a filesystem lies on
   * one volume.
   */
  default Optional<String> group(BlockSource volume) throws IOException {
    return Optional.empty();
  }

  /**
   * Opens a filesystem that spans volumes, in the order of the disks.
   *
   * @param members at least one; all matched, and have their group in common
   * @throws io.guestkit.block.ImageException if it is of this format but cannot be read
   */
  default Filesystem open(List<BlockSource> members) throws IOException {
    return open(members.getFirst());
  }

  /**
   * Opens a filesystem that may have grown from another one.
   *
   * @param members as in {@link #open(List)}
   * @param others volumes of this format that belong to other filesystems
   * @throws io.guestkit.block.ImageException if it is of this format but cannot be read
   */
  default Filesystem open(List<BlockSource> members, List<BlockSource> others) throws IOException {
    return open(members);
  }
}
