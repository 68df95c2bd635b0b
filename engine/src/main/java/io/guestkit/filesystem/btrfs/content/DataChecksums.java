package io.guestkit.filesystem.btrfs.content;

import io.guestkit.filesystem.btrfs.superblock.Checksum;
import io.guestkit.filesystem.btrfs.tree.Cursor;
import io.guestkit.filesystem.btrfs.tree.Item;
import io.guestkit.filesystem.btrfs.tree.Keys;
import io.guestkit.filesystem.btrfs.tree.Tree;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The checksums of data, one per sector. Thread-safe: the last run is kept. */
final class DataChecksums {
  private final Tree tree;
  private final Checksum checksum;
  private final int sectorSize;
  private volatile @Nullable Run last;

  /**
   * Checksums of sectors that follow each other.
   *
   * @param from address of the first sector
   * @param to address behind the last
   * @param node bytes of the leaf that they are in
   * @param at where the first stands there
   */
  @SuppressWarnings("ArrayRecordComponent")
  private record Run(long from, long to, byte[] node, int at) {}

  DataChecksums(Tree tree, Checksum checksum, int sectorSize) {
    this.tree = tree;
    this.checksum = checksum;
    this.sectorSize = sectorSize;
  }

  /**
   * Returns the first byte of the first sector that is not what its checksum says, or that has
   * none; the length where there is none.
   *
   * @param at where the sectors start in the bytes
   * @param address of the first sector
   * @param length a multiple of the sector size
   */
  int firstBad(byte[] bytes, int at, long address, int length) throws IOException {
    int done = 0;
    while (done < length) {
      Run run = run(address + done);
      if (run == null) {
        return done;
      }
      long end = Math.min(length, run.to() - address);
      int stored =
          run.at() + (int) ((address + done - run.from()) / sectorSize) * checksum.length();
      while (done < end) {
        if (!checksum.matches(bytes, at + done, sectorSize, run.node(), stored)) {
          return done;
        }
        stored += checksum.length();
        done += sectorSize;
      }
    }
    return length;
  }

  private @Nullable Run run(long address) throws IOException {
    Run run = last;
    if (run != null && address >= run.from() && address < run.to()) {
      return run;
    }
    Cursor cursor = tree.floor(Keys.CHECKSUMS, Keys.EXTENT_CSUM, address);
    if (!cursor.isAt(Keys.CHECKSUMS, Keys.EXTENT_CSUM)) {
      return null;
    }
    Item item = cursor.item();
    long from = item.offset();
    long sectors = item.length() / checksum.length();
    item.check(from >= 0 && from % sectorSize == 0, 0, "address", from);
    item.check(from <= Long.MAX_VALUE - sectors * sectorSize, 0, "address", from);
    run = new Run(from, from + sectors * sectorSize, item.nodeBytes(), item.nodeOffset());
    if (address >= run.to()) {
      return null;
    }
    last = run;
    return run;
  }
}
