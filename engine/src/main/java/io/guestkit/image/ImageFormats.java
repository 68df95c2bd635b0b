package io.guestkit.image;

import io.guestkit.block.FileSource;
import io.guestkit.block.ReadSession;
import io.guestkit.image.raw.RawFormat;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Opens images of every format, the most specific first and raw last. */
public final class ImageFormats {
  private static final List<ImageFormat> BUILT_IN = List.of(new RawFormat());

  private ImageFormats() {}

  /**
   * Opens an image; the caller closes it.
   *
   * @throws io.guestkit.block.ImageException if it cannot be opened
   */
  public static DiskImage open(Path path, ImageOptions options, ReadSession session)
      throws IOException {
    FileSource file = FileSource.open(path, session);
    References none =
        reference -> {
          throw new IOException("no references");
        };
    return BUILT_IN.getFirst().open(new ImageLocation(file, options.snapshot()), none);
  }
}
