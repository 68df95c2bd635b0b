package io.guestkit.image;

import io.guestkit.block.BlockSource;
import io.guestkit.report.ImageInfo;
import java.io.Closeable;

/**
 * A disk as the guest sees it. Owns every file that it was opened from: closing it closes them all.
 */
public interface DiskImage extends BlockSource, Closeable {

  /** Returns the facts of the container. */
  ImageInfo info();
}
