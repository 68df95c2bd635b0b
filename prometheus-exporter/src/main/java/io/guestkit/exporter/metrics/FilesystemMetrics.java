package io.guestkit.exporter.metrics;

import io.guestkit.exporter.metrics.Metric.Scope;
import io.guestkit.report.FilesystemInfo;
import io.guestkit.report.Inspection;
import io.guestkit.report.Mountpoint;
import io.guestkit.report.OperatingSystem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Metrics of filesystems: not of swap, and not of members of other storage. */
final class FilesystemMetrics {
  private static final String FILESYSTEMS = "filesystems.";
  private static final String MOUNTED_AT = "operating_systems.mountpoints.";
  private static final List<String> LABELS = List.of("device", "mountpoint", "fstype");

  private FilesystemMetrics() {}

  static List<Metric> all() {
    return List.of(
        metric(
            "info",
            List.of("device", "mountpoint", "fstype", "label", "uuid"),
            "Filesystem identity; value is always 1.",
            List.of("label", "uuid"),
            (filesystem, mountpoint, samples) ->
                samples.add(
                    1,
                    filesystem.device(),
                    mountpoint,
                    filesystem.type(),
                    filesystem.label(),
                    filesystem.uuid())),
        metric("size_bytes", "Filesystem size.", FilesystemInfo::sizeBytes, "size_bytes"),
        metric(
            "free_bytes",
            "Filesystem free space, including root reserve.",
            FilesystemInfo::freeBytes,
            "free_bytes"),
        metric(
            "avail_bytes",
            "Filesystem space available to non-root users.",
            FilesystemMetrics::available,
            "free_bytes",
            "reserved_bytes"),
        metric("files", "Filesystem total inodes.", FilesystemInfo::inodesTotal, "inodes_total"),
        metric("files_free", "Filesystem free inodes.", FilesystemInfo::inodesFree, "inodes_free"),
        metric(
            "clean",
            "1 when the filesystem was cleanly unmounted.",
            filesystem -> number(filesystem.clean()),
            "clean"),
        metric(
            "readable",
            "1 when the engine could read the filesystem.",
            filesystem -> number(filesystem.freeBytes() != null),
            "free_bytes"),
        metric(
            "last_mount_timestamp_seconds",
            "Last mount recorded in the superblock, Unix time.",
            FilesystemMetrics::lastMount,
            "last_mounted_at"));
  }

  /** Reads one filesystem. */
  @FunctionalInterface
  private interface FilesystemReader {
    void read(FilesystemInfo filesystem, @Nullable String mountpoint, Samples samples);
  }

  private static Metric metric(
      String name,
      String help,
      Function<FilesystemInfo, @Nullable Long> value,
      String... components) {
    return metric(
        name,
        LABELS,
        help,
        List.of(components),
        (filesystem, mountpoint, samples) ->
            samples.add(
                value.apply(filesystem), filesystem.device(), mountpoint, filesystem.type()));
  }

  private static Metric metric(
      String name,
      List<String> labels,
      String help,
      List<String> components,
      FilesystemReader reader) {
    List<String> from = new ArrayList<>();
    from.add(FILESYSTEMS + "device");
    from.add(FILESYSTEMS + "type");
    from.add(FILESYSTEMS + "usage");
    components.forEach(component -> from.add(FILESYSTEMS + component));
    from.add(MOUNTED_AT + "device");
    from.add(MOUNTED_AT + "path");
    return new Metric(
        "guestkit_filesystem_" + name,
        MetricCollector.FILESYSTEM,
        Scope.IMAGE,
        labels,
        help,
        from,
        (subject, samples) -> {
          for (FilesystemInfo filesystem : subject.report().filesystems()) {
            if (filesystem.usage().equals("filesystem")) {
              reader.read(filesystem, mountpoint(subject.report(), filesystem.device()), samples);
            }
          }
        });
  }

  /** Returns where a device is mounted first; null where no system mounts it. */
  private static @Nullable String mountpoint(Inspection report, String device) {
    for (OperatingSystem system : report.operatingSystems()) {
      for (Mountpoint mountpoint : system.mountpoints()) {
        if (mountpoint.isOn(device)) {
          return mountpoint.path();
        }
      }
    }
    return null;
  }

  private static @Nullable Long available(FilesystemInfo filesystem) {
    Long free = filesystem.freeBytes();
    Long reserved = filesystem.reservedBytes();
    return free == null || reserved == null ? null : Long.valueOf(Math.max(0, free - reserved));
  }

  private static @Nullable Long lastMount(FilesystemInfo filesystem) {
    Instant mounted = filesystem.lastMountedAt();
    return mounted == null ? null : Long.valueOf(mounted.getEpochSecond());
  }

  private static @Nullable Long number(@Nullable Boolean flag) {
    return flag == null ? null : Long.valueOf(flag ? 1 : 0);
  }
}
