package io.guestkit.filesystem.btrfs.file;

import io.guestkit.block.CorruptImageException;
import io.guestkit.filesystem.btrfs.tree.Item;
import io.guestkit.filesystem.btrfs.tree.Keys;
import java.io.IOException;
import java.util.Optional;

/**
 * The inodes of all subvolumes.
 *
 * @param subvolumes those that have a place
 * @param sectorSize unit of allocation
 */
public record Inodes(Subvolumes subvolumes, int sectorSize) {

  /** Returns the root directory of a subvolume. */
  public Inode root(Subvolume home) throws IOException {
    return read(home, home.item().rootDirectory());
  }

  /**
   * Returns an inode.
   *
   * @throws CorruptImageException if there is none of this number
   */
  Inode read(Subvolume home, long number) throws IOException {
    boolean isFile = number >= Keys.FIRST_FREE;
    Optional<Item> item = isFile ? home.tree().find(number, Keys.INODE_ITEM, 0) : Optional.empty();
    if (item.isEmpty()) {
      throw new CorruptImageException(
          home.tree().nodes().space().name(),
          0,
          "there is no inode %s in subvolume %d"
              .formatted(Long.toUnsignedString(number), home.id()));
    }
    return Inode.read(home, item.get(), sectorSize);
  }
}
