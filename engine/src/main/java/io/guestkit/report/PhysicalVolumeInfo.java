package io.guestkit.report;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A physical volume of a volume group. */
public record PhysicalVolumeInfo(
    @Component("Device that holds it; null where it is missing.") @Nullable String device,
    @Component("UUID.") String uuid,
    @Component(value = "Size of its extents.", unit = Unit.BYTES) long sizeBytes,
    @Component(value = "Size of its extents that no logical volume uses.", unit = Unit.BYTES)
        long freeBytes,
    @Component(
            "Whether no disk of the machine holds it, or it was away when its group was changed.")
        boolean missing,
    @Component("Number of extents.") long extentCount,
    @Component("Number of extents that logical volumes use.") long allocatedExtentCount,
    @Component(value = "Where its first extent starts.", unit = Unit.BYTES) long startBytes,
    @Component("Device that held it when the metadata was written.") @Nullable String lastDevice,
    @Component("Whether new extents may be taken of it.") boolean allocatable,
    @Component("Tags.") List<String> tags) {
  /** Copies the list. */
  public PhysicalVolumeInfo {
    tags = List.copyOf(tags);
  }
}
