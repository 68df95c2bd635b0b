package io.guestkit.filesystem.btrfs.superblock;

import io.guestkit.block.BlockSource;
import io.guestkit.block.CorruptImageException;
import io.guestkit.block.ImageException;
import io.guestkit.block.LimitExceededException;
import io.guestkit.block.Struct;
import java.io.IOException;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The copies of a device's superblock, of which the newest valid one counts.
 *
 * @param superblock that one
 * @param firstIsDamaged why the first copy, at 64 KiB, does not count
 */
public record SuperblockCopies(Superblock superblock, Optional<String> firstIsDamaged) {
  /** 64 MiB and 256 GiB: each where the device is long enough. */
  private static final long[] MIRRORS = {64L << 20, 256L << 30};

  /** Returns whether the first copy of a device has the magic number. */
  public static boolean hasMagic(BlockSource device) throws IOException {
    if (device.size() < Superblock.OFFSET + Superblock.LENGTH) {
      return false;
    }
    Struct s = Struct.littleEndian("Btrfs superblock", device, Superblock.OFFSET, 0x48);
    return s.bits64(Superblock.MAGIC_AT) == Superblock.MAGIC;
  }

  /** Returns the UUID of the filesystem that the first copy names, be it damaged or not. */
  public static UUID fsid(BlockSource device) throws IOException {
    return Uuids.read(
        Struct.littleEndian("Btrfs superblock", device, Superblock.OFFSET, 0x48), 0x20);
  }

  /**
   * Reads the copies. One that belongs to another filesystem is left from before.
   *
   * @throws ImageException that says what is wrong with the first copy, where no other is valid
   */
  public static SuperblockCopies read(BlockSource device) throws IOException {
    UUID fsid = fsid(device);
    @Nullable Superblock newest = null;
    @Nullable CorruptImageException damage = null;
    try {
      newest = Superblock.read(device, Superblock.OFFSET);
    } catch (CorruptImageException e) {
      damage = e;
    }
    for (long offset : MIRRORS) {
      if (offset <= device.size() - Superblock.LENGTH) {
        Superblock copy = mirror(device, offset, fsid);
        if (copy != null && (newest == null || copy.generation() > newest.generation())) {
          newest = copy;
        }
      }
    }
    if (newest == null) {
      if (damage == null) {
        throw new IllegalStateException("no copy and no damage");
      }
      throw damage;
    }
    return new SuperblockCopies(
        newest, Optional.ofNullable(damage).map(e -> String.valueOf(e.getMessage())));
  }

  private static @Nullable Superblock mirror(BlockSource device, long offset, UUID fsid)
      throws IOException {
    try {
      Superblock copy = Superblock.read(device, offset);
      return copy.fsid().equals(fsid) ? copy : null;
    } catch (LimitExceededException e) {
      throw e;
    } catch (ImageException damaged) {
      return null; // a copy is of use only where it is whole
    }
  }
}
