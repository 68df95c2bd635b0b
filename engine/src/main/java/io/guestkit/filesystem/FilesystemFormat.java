package io.guestkit.filesystem;

import io.guestkit.block.BlockSource;
import java.io.IOException;

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
}
