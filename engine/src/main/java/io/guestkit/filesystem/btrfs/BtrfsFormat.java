package io.guestkit.filesystem.btrfs;

import io.guestkit.block.BlockSource;
import io.guestkit.filesystem.Filesystem;
import io.guestkit.filesystem.FilesystemFormat;
import io.guestkit.filesystem.btrfs.superblock.SuperblockCopies;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** The format Btrfs. */
public final class BtrfsFormat implements FilesystemFormat {

  @Override
  public String name() {
    return "btrfs";
  }

  @Override
  public boolean matches(BlockSource volume) throws IOException {
    return SuperblockCopies.hasMagic(volume);
  }

  @Override
  public Filesystem open(BlockSource volume) throws IOException {
    return open(List.of(volume));
  }

  @Override
  public Optional<String> group(BlockSource volume) throws IOException {
    return Optional.of(SuperblockCopies.fsid(volume).toString());
  }

  @Override
  public Filesystem open(List<BlockSource> members) throws IOException {
    return open(members, List.of());
  }

  @Override
  public Filesystem open(List<BlockSource> members, List<BlockSource> others) throws IOException {
    return BtrfsFilesystem.open(members, others);
  }
}
