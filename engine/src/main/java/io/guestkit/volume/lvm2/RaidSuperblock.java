package io.guestkit.volume.lvm2;

import io.guestkit.block.BlockSource;
import io.guestkit.block.Struct;
import java.io.IOException;
import java.util.Optional;

/**
 * What the kernel keeps of a RAID in the metadata volume of each of its images, little-endian.
 * Source: {@code drivers/md/dm-raid.c} of Linux for the layout.
 *
 * @param position index of the image that it belongs to
 * @param events counts up with each change of the array; the highest is the newest
 * @param failedDevices bit for each image that had failed
 * @param recoveryOffset up to where the image was rebuilt, in sectors; all ones where it is whole
 */
record RaidSuperblock(long position, long events, long failedDevices, long recoveryOffset) {
  private static final int LENGTH = 512;
  private static final long MAGIC = 0x6452_6d44L;
  private static final long WHOLE = -1;

  /** Reads a superblock; a metadata volume that was never used has none. */
  static Optional<RaidSuperblock> read(BlockSource metadata) throws IOException {
    if (metadata.size() < LENGTH) {
      return Optional.empty();
    }
    Struct s = Struct.littleEndian("RAID superblock", metadata, 0, LENGTH);
    return s.u32(0) == MAGIC
        ? Optional.of(
            new RaidSuperblock(s.u32(0x0c), s.bits64(0x10), s.bits64(0x18), s.bits64(0x20)))
        : Optional.empty();
  }

  /** Returns whether an image had failed when this was written. */
  boolean hasFailed(int image) {
    return image < Long.SIZE && (failedDevices >>> image & 1) != 0;
  }

  /** Returns whether the image that this belongs to was still being filled. */
  boolean isRecovering() {
    return recoveryOffset != WHOLE;
  }
}
