package io.guestkit.report;

import java.time.Instant;

/** A snapshot kept inside an image. */
public record SnapshotInfo(
    @Component("Identifier, unique in the image.") String id,
    @Component("Name given by its maker.") String name,
    @Component("When it was taken.") Instant created,
    @Component(value = "Size of the disk when it was taken.", unit = Unit.BYTES)
        long virtualSizeBytes,
    @Component(
            value = "Size of the saved memory and device state, 0 where there is none.",
            unit = Unit.BYTES)
        long vmStateSizeBytes) {}
