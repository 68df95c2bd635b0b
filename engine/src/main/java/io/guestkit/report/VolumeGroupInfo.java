package io.guestkit.report;

import java.util.List;

/** A volume group of LVM. */
public record VolumeGroupInfo(
    @Component("Name.") String name,
    @Component("UUID.") String uuid,
    @Component(value = "Size of its extents.", unit = Unit.BYTES) long sizeBytes,
    @Component(value = "Size of the extents that no logical volume uses.", unit = Unit.BYTES)
        long freeBytes,
    @Component(value = "Size of an extent.", unit = Unit.BYTES) long extentSizeBytes,
    @Component("Physical volumes.") List<PhysicalVolumeInfo> physicalVolumes,
    @Component("Logical volumes.") List<LogicalVolumeInfo> logicalVolumes) {
  /** Copies the lists. */
  public VolumeGroupInfo {
    physicalVolumes = List.copyOf(physicalVolumes);
    logicalVolumes = List.copyOf(logicalVolumes);
  }
}
