package io.guestkit.filesystem.fat;

import io.guestkit.block.BlockSource;
import io.guestkit.filesystem.FilesystemContractTest;
import io.guestkit.filesystem.FilesystemFormat;
import io.guestkit.testing.Sources;
import java.io.IOException;

/** FAT32 keeps to the contract of filesystems. */
class Fat32ContractTest extends FilesystemContractTest {
  @Override
  protected FilesystemFormat format() {
    return new FatFormat();
  }

  @Override
  protected BlockSource volume() throws IOException {
    return Sources.memory(FatGoldenTest.image("rw-fat32-f1"));
  }
}
