package io.guestkit.report;

import org.jspecify.annotations.Nullable;

/** What a volume holds. */
public record FilesystemInfo(
    @Component("Device name of the volume.") String device,
    @Component("Type as blkid names it, such as ext4, vfat, swap, LVM2_member.") String type,
    @Component("Version as blkid names it.") @Nullable String version,
    @Component("What it is used for, as blkid says: filesystem, raid, crypto, other.") String usage,
    @Component("Label.") @Nullable String label,
    @Component("UUID or serial number, as blkid writes it.") @Nullable String uuid,
    @Component(value = "Unit of allocation.", unit = Unit.BYTES) @Nullable Long blockSizeBytes,
    @Component(value = "Size that statfs(2) gives.", unit = Unit.BYTES) @Nullable Long sizeBytes,
    @Component(value = "Space in use.", unit = Unit.BYTES) @Nullable Long usedBytes,
    @Component(value = "Space not in use, the reserved part included.", unit = Unit.BYTES)
        @Nullable Long freeBytes,
    @Component(value = "Free space that only root may use.", unit = Unit.BYTES)
        @Nullable Long reservedBytes,
    @Component("Inodes; null where the filesystem has no fixed number.") @Nullable Long inodesTotal,
    @Component("Inodes not in use.") @Nullable Long inodesFree,
    @Component("Whether it was unmounted cleanly.") @Nullable Boolean clean) {}
