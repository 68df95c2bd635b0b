package io.guestkit.report;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A subvolume of a filesystem. */
public record SubvolumeInfo(
    @Component("Number of the subvolume.") long id,
    @Component("Path from the top of the filesystem, without a slash before it.") String path,
    @Component("Number of the subvolume that holds it.") long parentId,
    @Component("UUID.") @Nullable String uuid,
    @Component("UUID of the subvolume that it is a snapshot of; null where it is none.")
        @Nullable String parentUuid,
    @Component("Whether it is read-only.") boolean readOnly,
    @Component("Whether it is the one that is mounted where none is named.") boolean isDefault,
    @Component("When it was made.") @Nullable Instant createdAt) {}
