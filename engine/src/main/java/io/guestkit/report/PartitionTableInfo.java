package io.guestkit.report;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A partition table. */
public record PartitionTableInfo(
    @Component("Device that the table divides.") String device,
    @Component("Type as blkid names it: gpt, dos.") String type,
    @Component("Disk identifier: a GUID, or the eight hexadecimal digits of a DOS table.")
        @Nullable String id,
    @Component(value = "Size of the logical sectors that the table counts in.", unit = Unit.BYTES)
        long sectorSizeBytes,
    @Component("The partitions, by number.") List<PartitionInfo> partitions) {
  /** Copies the lists. */
  public PartitionTableInfo {
    partitions = List.copyOf(partitions);
  }
}
