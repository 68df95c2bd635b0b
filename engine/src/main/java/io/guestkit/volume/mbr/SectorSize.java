package io.guestkit.volume.mbr;

import io.guestkit.block.BlockSource;
import io.guestkit.volume.ContentSignature;
import io.guestkit.volume.MasterBootRecord;
import io.guestkit.volume.MasterBootRecord.Entry;
import java.io.IOException;

/**
 * The unit in which a DOS partition table counts: the logical sector of the disk that it was made
 * on, which an image does not record.
 */
final class SectorSize {
  private static final int USUAL = 512;
  private static final int LARGE = 4096;

  private SectorSize() {}

  /**
   * Returns 4096 where the content is found by sectors of 4096 bytes and not by those of 512, else
   * 512.
   */
  static int of(BlockSource disk, MasterBootRecord bootRecord) throws IOException {
    if (!isOnDisk(disk, bootRecord, LARGE)) {
      return USUAL;
    }
    for (int size : new int[] {USUAL, LARGE}) {
      if (hasChain(disk, bootRecord, size)) {
        return size;
      }
    }
    for (int size : new int[] {USUAL, LARGE}) {
      if (hasContent(disk, bootRecord, size)) {
        return size;
      }
    }
    return USUAL;
  }

  /**
   * The usual case ends here: in the wrong unit a disk that is in use ends eight times too late.
   */
  private static boolean isOnDisk(BlockSource disk, MasterBootRecord bootRecord, int sectorSize) {
    for (Entry entry : bootRecord.entries()) {
      if (entry.isUsed() && entry.startSectors() + entry.sizeSectors() > disk.size() / sectorSize) {
        return false;
      }
    }
    return bootRecord.isUsed();
  }

  private static boolean hasChain(BlockSource disk, MasterBootRecord bootRecord, int sectorSize)
      throws IOException {
    for (Entry entry : bootRecord.entries()) {
      if (entry.isUsed()
          && entry.isExtended()
          && MasterBootRecord.at(disk, entry.startSectors() * sectorSize).isPresent()) {
        return true;
      }
    }
    return false;
  }

  private static boolean hasContent(BlockSource disk, MasterBootRecord bootRecord, int sectorSize)
      throws IOException {
    for (Entry entry : bootRecord.entries()) {
      if (entry.isUsed()
          && !entry.isExtended()
          && ContentSignature.isAt(disk, entry.startSectors() * sectorSize)) {
        return true;
      }
    }
    return false;
  }
}
