package io.guestkit.report;

import org.jspecify.annotations.Nullable;

/** An entry of a partition table. */
public record PartitionInfo(
    @Component("Device name of the partition.") String device,
    @Component("Number of the partition.") int number,
    @Component(value = "Where the partition starts on the disk.", unit = Unit.BYTES)
        long startBytes,
    @Component(value = "Size of the partition.", unit = Unit.BYTES) long sizeBytes,
    @Component("Type: a GUID, or 0x and the hexadecimal system indicator of a DOS table.")
        String type,
    @Component("What the type stands for, where it is known.") @Nullable String typeName,
    @Component("Identifier of the partition as PARTUUID gives it.") @Nullable String uuid,
    @Component("Name of the partition as PARTLABEL gives it.") @Nullable String label,
    @Component("Whether it is marked as the one to boot from.") boolean bootable) {}
