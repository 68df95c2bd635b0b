package io.guestkit.filesystem.btrfs;

import io.guestkit.block.BlockSource;
import io.guestkit.block.FileSource;
import io.guestkit.filesystem.FilesystemContractTest;
import io.guestkit.filesystem.FilesystemFormat;
import io.guestkit.testing.Sources;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** The contract of filesystems, kept by Btrfs. */
class BtrfsContractTest extends FilesystemContractTest {
  @TempDir static Path folder;
  private static Path image = Path.of("");

  @BeforeAll
  static void makeImage() throws IOException {
    image = SmallImages.make(folder, "-n 4096", "128M");
  }

  @Override
  protected FilesystemFormat format() {
    return new BtrfsFormat();
  }

  @Override
  protected BlockSource volume() throws IOException {
    return FileSource.open(image, Sources.session());
  }
}
