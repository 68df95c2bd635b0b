package io.guestkit.filesystem.xfs;

import io.guestkit.block.BlockSource;
import io.guestkit.block.FileSource;
import io.guestkit.filesystem.FilesystemContractTest;
import io.guestkit.filesystem.FilesystemFormat;
import io.guestkit.testing.Sources;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** The contract of filesystems, kept by XFS. */
class XfsContractTest extends FilesystemContractTest {
  @TempDir static Path folder = Path.of("");
  private static Path image = Path.of("");

  @BeforeAll
  static void makeImage() throws IOException {
    image = SmallImages.make(folder, "-b size=1k", "32M");
  }

  @Override
  protected FilesystemFormat format() {
    return new XfsFormat();
  }

  @Override
  protected BlockSource volume() throws IOException {
    return FileSource.open(image, Sources.session());
  }
}
