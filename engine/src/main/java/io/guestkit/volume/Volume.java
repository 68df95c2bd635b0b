package io.guestkit.volume;

import io.guestkit.block.BlockSource;
import io.guestkit.report.PartitionInfo;
import org.jspecify.annotations.Nullable;

/**
 * A device that a guest would see: a whole disk or a part of one.
 *
 * @param device its name as libguestfs gives it, such as {@code /dev/sda2}
 * @param type {@code disk}, {@code partition} or {@code lvm}
 * @param source its bytes
 * @param partition the entry that describes it, or null where it is no partition
 * @param mapperId the identifier that device-mapper gives it in a guest, or null where it is none
 *     of its devices
 * @param attributes the attribute bits of its entry in a GUID partition table (UEFI 2.10, table
 *     5-8), 0 where it has none
 */
public record Volume(
    String device,
    String type,
    BlockSource source,
    @Nullable PartitionInfo partition,
    @Nullable String mapperId,
    long attributes) {

  /** Makes a volume that is no device of device-mapper. */
  public Volume(String device, String type, BlockSource source, @Nullable PartitionInfo partition) {
    this(device, type, source, partition, null, 0);
  }

  /** Makes a partition of a table with attributes. */
  public static Volume partition(PartitionInfo partition, BlockSource source, long attributes) {
    return new Volume(partition.device(), "partition", source, partition, null, attributes);
  }

  /** Returns whether a guest's kernel looks for a partition table on it: on whole disks only. */
  public boolean isPartitionable() {
    return type.equals("disk");
  }
}
