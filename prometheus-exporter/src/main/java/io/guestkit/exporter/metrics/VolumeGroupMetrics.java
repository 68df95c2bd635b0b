package io.guestkit.exporter.metrics;

import io.guestkit.exporter.metrics.Metric.Scope;
import io.guestkit.report.LogicalVolumeInfo;
import io.guestkit.report.PhysicalVolumeInfo;
import io.guestkit.report.VolumeGroupInfo;
import java.util.ArrayList;
import java.util.List;

/** Metrics of volume groups of LVM. */
final class VolumeGroupMetrics {
  private static final String GROUPS = "volume_groups.";

  private VolumeGroupMetrics() {}

  static List<Metric> all() {
    return List.of(
        metric(
            "volume_group_size_bytes",
            List.of("volume_group"),
            "Size of the LVM volume group.",
            List.of("size_bytes"),
            (group, samples) -> samples.add(group.sizeBytes(), group.name())),
        metric(
            "volume_group_free_bytes",
            List.of("volume_group"),
            "Unallocated space in the LVM volume group.",
            List.of("free_bytes"),
            (group, samples) -> samples.add(group.freeBytes(), group.name())),
        metric(
            "logical_volume_size_bytes",
            List.of("volume_group", "logical_volume"),
            "Size of the LVM logical volume.",
            List.of("logical_volumes.name", "logical_volumes.size_bytes"),
            (group, samples) -> {
              for (LogicalVolumeInfo volume : group.logicalVolumes()) {
                samples.add(volume.sizeBytes(), group.name(), volume.name());
              }
            }),
        metric(
            "physical_volumes_missing",
            List.of("volume_group"),
            "Physical volumes the group names but the image lacks.",
            List.of("physical_volumes", "physical_volumes.missing"),
            (group, samples) -> samples.add(missing(group), group.name())));
  }

  /** Reads one group. */
  @FunctionalInterface
  private interface GroupReader {
    void read(VolumeGroupInfo group, Samples samples);
  }

  private static Metric metric(
      String name, List<String> labels, String help, List<String> components, GroupReader reader) {
    List<String> from = new ArrayList<>(List.of(GROUPS + "name"));
    components.forEach(component -> from.add(GROUPS + component));
    return new Metric(
        "guestkit_lvm_" + name,
        MetricCollector.LVM,
        Scope.IMAGE,
        labels,
        help,
        from,
        (subject, samples) -> {
          for (VolumeGroupInfo group : subject.report().volumeGroups()) {
            reader.read(group, samples);
          }
        });
  }

  private static long missing(VolumeGroupInfo group) {
    long missing = 0;
    for (PhysicalVolumeInfo volume : group.physicalVolumes()) {
      missing += volume.missing() ? 1 : 0;
    }
    return missing;
  }
}
