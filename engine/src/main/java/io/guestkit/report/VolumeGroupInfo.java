package io.guestkit.report;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A volume group of LVM. */
public record VolumeGroupInfo(
    @Component("Name.") String name,
    @Component("UUID.") String uuid,
    @Component(value = "Size of its extents.", unit = Unit.BYTES) long sizeBytes,
    @Component(value = "Size of the extents that no logical volume uses.", unit = Unit.BYTES)
        long freeBytes,
    @Component(value = "Size of an extent.", unit = Unit.BYTES) long extentSizeBytes,
    @Component("Number of extents.") long extentCount,
    @Component("Number of extents that no logical volume uses.") long freeExtentCount,
    @Component("How often its metadata was written.") long seqno,
    @Component("Host that owns it, where it has an owner.") @Nullable String systemId,
    @Component("Whether it is exported: a guest does not use it before it imports it.")
        boolean exported,
    @Component("Whether one of its physical volumes is missing.") boolean partial,
    @Component("Whether its metadata may not be changed.") boolean readOnly,
    @Component("Tags.") List<String> tags,
    @Component("Physical volumes.") List<PhysicalVolumeInfo> physicalVolumes,
    @Component("Logical volumes, hidden ones left out.") List<LogicalVolumeInfo> logicalVolumes) {
  /** Copies the lists. */
  public VolumeGroupInfo {
    tags = List.copyOf(tags);
    physicalVolumes = List.copyOf(physicalVolumes);
    logicalVolumes = List.copyOf(logicalVolumes);
  }
}
