package io.guestkit.filesystem.ext;

import io.guestkit.block.BlockSource;
import io.guestkit.block.FileSource;
import io.guestkit.filesystem.FilesystemContractTest;
import io.guestkit.filesystem.FilesystemFormat;
import io.guestkit.testing.Sources;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The contract of filesystems, kept by ext4. */
class ExtContractTest extends FilesystemContractTest {
  @TempDir Path folder;
  private Path image = Path.of("");

  @BeforeEach
  void makeImage() throws IOException {
    image = SmallImages.make(folder, "-b 1024 -O inline_data", "4M");
  }

  @Override
  protected FilesystemFormat format() {
    return new ExtFormat();
  }

  @Override
  protected BlockSource volume() throws IOException {
    return FileSource.open(image, Sources.session());
  }
}
