package io.guestkit.filesystem.ext;

import io.guestkit.block.FileSource;
import io.guestkit.testing.Sources;
import java.io.IOException;
import java.nio.file.Path;

/** Images opened by the reader under test. */
final class Images {
  private Images() {}

  static ExtFilesystem open(Path image) throws IOException {
    return ExtFilesystem.open(FileSource.open(image, Sources.session()));
  }
}
