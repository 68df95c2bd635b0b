package io.guestkit.filesystem.btrfs.superblock;

import io.guestkit.block.Struct;
import java.io.IOException;
import java.util.UUID;

/**
 * A device of the filesystem, as its superblock and the chunk tree describe it. Little-endian.
 *
 * @param id number of the device
 * @param totalBytes bytes of it that the filesystem uses
 * @param usedBytes bytes of it that chunks take
 * @param uuid of the device
 * @param fsid of the filesystem that it was added to; that of a seed where it is one
 */
public record DeviceItem(long id, long totalBytes, long usedBytes, UUID uuid, UUID fsid) {
  /** Bytes of an item. */
  public static final int LENGTH = 98;

  /** Reads an item at an offset of a structure. */
  public static DeviceItem read(Struct s, int at) throws IOException {
    return new DeviceItem(
        s.bits64(at),
        s.u64(at + 8),
        s.u64(at + 16),
        Uuids.read(s, at + 66),
        Uuids.read(s, at + 82));
  }
}
