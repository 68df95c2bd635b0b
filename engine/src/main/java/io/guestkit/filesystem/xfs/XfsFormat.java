package io.guestkit.filesystem.xfs;

import io.guestkit.block.BlockSource;
import io.guestkit.block.Struct;
import io.guestkit.filesystem.Filesystem;
import io.guestkit.filesystem.FilesystemFormat;
import io.guestkit.filesystem.xfs.layout.Superblock;
import java.io.IOException;

/** The format XFS. A log on a device of its own is not one. */
public final class XfsFormat implements FilesystemFormat {

  @Override
  public String name() {
    return "xfs";
  }

  @Override
  public boolean matches(BlockSource volume) throws IOException {
    if (volume.size() < Superblock.LENGTH) {
      return false;
    }
    return Struct.bigEndian("XFS superblock", volume, 0, Superblock.LENGTH).u32(0)
        == Superblock.MAGIC;
  }

  @Override
  public Filesystem open(BlockSource volume) throws IOException {
    return XfsFilesystem.open(volume);
  }
}
