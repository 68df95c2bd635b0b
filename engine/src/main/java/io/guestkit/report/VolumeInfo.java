package io.guestkit.report;

import org.jspecify.annotations.Nullable;

/** A volume that can hold a filesystem. */
public record VolumeInfo(
    @Component("Device name of the volume.") String device,
    @Component("What makes the volume: disk, partition, lvm.") String type,
    @Component(value = "Size of the volume.", unit = Unit.BYTES) long sizeBytes,
    @Component("Type of what it holds as blkid names it; null where nothing was recognised.")
        @Nullable String content) {}
