package io.guestkit.cli;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.jspecify.annotations.Nullable;

/**
 * The image that comes with the program, as a temporary file: images are read by position. Deleted
 * when it is closed, or when the process is ended before.
 */
record SampleImage(Path path) implements Closeable {
  static final String RESOURCE = "/sample/sample.qcow2";

  /**
   * Unpacks the image.
   *
   * @throws UsageException if this build comes without one
   */
  static SampleImage open() throws UsageException, IOException {
    try (@Nullable InputStream in = Main.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new UsageException("this build comes without a sample; name an image");
      }
      Path path = Files.createTempFile("guestkit-sample", ".qcow2");
      path.toFile().deleteOnExit();
      Files.copy(in, path, StandardCopyOption.REPLACE_EXISTING);
      return new SampleImage(path);
    }
  }

  @Override
  public void close() throws IOException {
    Files.deleteIfExists(path);
  }
}
