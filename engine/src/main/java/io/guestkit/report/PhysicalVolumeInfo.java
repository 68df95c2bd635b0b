package io.guestkit.report;

import org.jspecify.annotations.Nullable;

/** A physical volume of a volume group. */
public record PhysicalVolumeInfo(
    @Component("Device that holds it; null where it is missing.") @Nullable String device,
    @Component("UUID.") String uuid,
    @Component(value = "Size of its extents.", unit = Unit.BYTES) long sizeBytes,
    @Component(value = "Size of its extents that no logical volume uses.", unit = Unit.BYTES)
        long freeBytes,
    @Component("Whether no disk of the machine holds it.") boolean missing) {}
