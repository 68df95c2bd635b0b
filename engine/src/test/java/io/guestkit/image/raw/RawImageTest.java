package io.guestkit.image.raw;

import io.guestkit.image.DiskImageContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

class RawImageTest extends DiskImageContract {
  @Override
  protected Path write(byte[] content) throws IOException {
    return Files.write(folder.resolve("disk.raw"), content);
  }
}
