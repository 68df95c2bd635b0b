package io.guestkit.report;

import java.time.Instant;
import java.util.List;
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
    @Component("Whether it was unmounted cleanly.") @Nullable Boolean clean,
    @Component("When it was last mounted; null where the filesystem does not keep it.")
        @Nullable Instant lastMountedAt,
    @Component("Directory at which it was last mounted; null where it does not keep it.")
        @Nullable String lastMountPath,
    @Component(
            "Features that are switched on, in the names and the order of the filesystem's tools.")
        List<String> features,
    @Component("Devices of a filesystem that spans several, at its first one; else empty.")
        List<String> devices,
    @Component("Subvolumes and snapshots, by path.") List<SubvolumeInfo> subvolumes) {
  /** Copies the lists. */
  public FilesystemInfo {
    features = List.copyOf(features);
    devices = List.copyOf(devices);
    subvolumes = List.copyOf(subvolumes);
  }

  /** Returns what is known of content that is only recognised. */
  public static FilesystemInfo recognised(
      String device,
      String type,
      @Nullable String version,
      String usage,
      @Nullable String label,
      @Nullable String uuid,
      @Nullable Long sizeBytes) {
    return new FilesystemInfo(
        device, type, version, usage, label, uuid, null, sizeBytes, null, null, null, null, null,
        null, null, null, List.of(), List.of(), List.of());
  }

  /** Returns this with the devices that the filesystem spans. */
  public FilesystemInfo withDevices(List<String> all) {
    return new FilesystemInfo(
        device,
        type,
        version,
        usage,
        label,
        uuid,
        blockSizeBytes,
        sizeBytes,
        usedBytes,
        freeBytes,
        reservedBytes,
        inodesTotal,
        inodesFree,
        clean,
        lastMountedAt,
        lastMountPath,
        features,
        all,
        subvolumes);
  }
}
