package io.guestkit.filesystem.ext;

import io.guestkit.block.BlockSource;
import io.guestkit.block.Struct;
import io.guestkit.filesystem.Filesystem;
import io.guestkit.filesystem.FilesystemFormat;
import java.io.IOException;

/** The formats ext2, ext3 and ext4. A journal on a device of its own is none of them. */
public final class ExtFormat implements FilesystemFormat {

  @Override
  public String name() {
    return "ext";
  }

  @Override
  public boolean matches(BlockSource volume) throws IOException {
    if (volume.size() < Superblock.OFFSET + Superblock.LENGTH) {
      return false;
    }
    Struct s = Struct.littleEndian("ext superblock", volume, Superblock.OFFSET, Superblock.LENGTH);
    return s.u16(Superblock.MAGIC_AT) == Superblock.MAGIC
        && (s.u32(0x60) & Features.INCOMPAT_JOURNAL_DEV) == 0;
  }

  @Override
  public Filesystem open(BlockSource volume) throws IOException {
    return ExtFilesystem.open(volume);
  }
}
