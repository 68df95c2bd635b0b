package io.guestkit.image;

import io.guestkit.block.BlockSource;
import java.io.IOException;

/** One kind of container. Stateless. */
public interface ImageFormat {

  /** Returns the name that qemu-img gives the format, such as {@code qcow2}. */
  String name();

  /** Returns whether the file is of this format. A file that is not is no error. */
  boolean matches(BlockSource file) throws IOException;

  /**
   * Opens an image. The image that is returned owns the location's file; where this throws, the
   * caller closes it.
   *
   * @throws io.guestkit.block.ImageException if the image is of this format but cannot be read
   */
  DiskImage open(ImageLocation location, References references) throws IOException;
}
