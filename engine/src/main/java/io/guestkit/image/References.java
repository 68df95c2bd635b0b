package io.guestkit.image;

import java.io.IOException;

/** How a format reaches the other files that its image is made of. */
public interface References {

  /**
   * Opens a file that an image refers to; the caller owns what it returns.
   *
   * @throws io.guestkit.block.RefusedReferenceException if it lies outside of the allowed folders
   * @throws io.guestkit.block.MissingImageException if there is no such file
   * @throws io.guestkit.block.LimitExceededException if the chain of references is too long
   */
  DiskImage open(Reference reference) throws IOException;
}
