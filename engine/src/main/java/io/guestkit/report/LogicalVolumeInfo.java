package io.guestkit.report;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A logical volume of a volume group. */
public record LogicalVolumeInfo(
    @Component("Name.") String name,
    @Component("Device name.") String device,
    @Component("UUID.") String uuid,
    @Component(
            value = "Size; of a snapshot the space for what it differs in from its origin.",
            unit = Unit.BYTES)
        long sizeBytes,
    @Component(
            "Type of its first segment as lvs names it, such as linear, striped, raid1, thin-pool, or snapshot.")
        String type,
    @Component("Whether its content is read.") boolean readable,
    @Component("Number of segments.") int segmentCount,
    @Component("Stripes, legs or images of its first segment, where it has such.")
        @Nullable Integer stripes,
    @Component(value = "Size of a stripe, where it has several.", unit = Unit.BYTES)
        @Nullable Long stripeSizeBytes,
    @Component("Logical volume that it is a snapshot of, or that a cache is in front of.")
        @Nullable String origin,
    @Component("Pool that it lies in, or that is its cache.") @Nullable String pool,
    @Component("Whether it may not be written to.") boolean readOnly,
    @Component(
            "Health: partial where a physical volume is missing, refresh needed where an image fell behind; null where it is sound.")
        @Nullable String health,
    @Component("When it was made.") @Nullable Instant createdAt,
    @Component("Host that made it.") @Nullable String creationHost,
    @Component("Tags.") List<String> tags) {
  /** Copies the list. */
  public LogicalVolumeInfo {
    tags = List.copyOf(tags);
  }
}
