package io.guestkit.report;

/** A logical volume of a volume group. */
public record LogicalVolumeInfo(
    @Component("Name.") String name,
    @Component("Device name.") String device,
    @Component("UUID.") String uuid,
    @Component(value = "Size.", unit = Unit.BYTES) long sizeBytes,
    @Component("Type of its segments as lvs names it, such as linear, striped, raid1, thin-pool.")
        String type,
    @Component("Whether its content is read.") boolean readable) {}
