package io.guestkit.image.raw;

import io.guestkit.block.BlockSource;
import io.guestkit.block.UnsupportedImageException;
import io.guestkit.image.DiskImage;
import io.guestkit.image.ImageFormat;
import io.guestkit.image.ImageLocation;
import io.guestkit.image.References;
import java.io.IOException;

/** The raw format: the file is the disk. */
public final class RawFormat implements ImageFormat {

  @Override
  public String name() {
    return "raw";
  }

  @Override
  public boolean matches(BlockSource file) {
    return true;
  }

  @Override
  public DiskImage open(ImageLocation location, References references) throws IOException {
    if (location.snapshot() != null) {
      throw new UnsupportedImageException(
          "%s: a raw image has no snapshots".formatted(location.file().name()));
    }
    return new RawImage(location.file());
  }
}
