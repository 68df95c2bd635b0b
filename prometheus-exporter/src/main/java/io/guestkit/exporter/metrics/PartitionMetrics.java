package io.guestkit.exporter.metrics;

import io.guestkit.exporter.metrics.Metric.Scope;
import io.guestkit.report.DiskInfo;
import io.guestkit.report.Inspection;
import io.guestkit.report.PartitionInfo;
import io.guestkit.report.PartitionTableInfo;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Metrics of partition tables. */
final class PartitionMetrics {
  private static final String TABLES = "partition_tables.";

  private static final String UNPARTITIONED = "guestkit_disk_unpartitioned_bytes";

  private PartitionMetrics() {}

  static List<Metric> all() {
    return List.of(
        metric(
            "guestkit_partition_table_info",
            List.of("disk", "type", "table_uuid"),
            "Partition table type; value is always 1.",
            List.of("type", "id"),
            (report, table, samples) -> samples.add(1, table.device(), table.type(), table.id())),
        metric(
            "guestkit_partitions",
            List.of("disk"),
            "Partitions on the disk.",
            List.of("partitions"),
            (report, table, samples) -> samples.add(table.partitions().size(), table.device())),
        metric(
            "guestkit_partition_size_bytes",
            List.of("disk", "partition", "type"),
            "Size of the partition.",
            List.of("partitions.device", "partitions.type", "partitions.size_bytes"),
            (report, table, samples) -> {
              for (PartitionInfo part : table.partitions()) {
                samples.add(part.sizeBytes(), table.device(), part.device(), part.type());
              }
            }),
        metric(
            "guestkit_partition_start_bytes",
            List.of("disk", "partition"),
            "Offset of the partition from the start of the disk.",
            List.of("partitions.device", "partitions.start_bytes"),
            (report, table, samples) -> {
              for (PartitionInfo part : table.partitions()) {
                samples.add(part.startBytes(), table.device(), part.device());
              }
            }),
        metric(
            UNPARTITIONED,
            List.of("disk"),
            "Space outside any partition.",
            List.of("partitions.start_bytes", "partitions.size_bytes"),
            PartitionMetrics::unpartitioned));
  }

  /** Reads one table. */
  @FunctionalInterface
  private interface TableReader {
    void read(Inspection report, PartitionTableInfo table, Samples samples);
  }

  private static Metric metric(
      String name, List<String> labels, String help, List<String> components, TableReader reader) {
    List<String> from = new ArrayList<>(List.of(TABLES + "device"));
    components.forEach(component -> from.add(TABLES + component));
    if (name.equals(UNPARTITIONED)) {
      from.addAll(List.of("disks.device", "disks.image.virtual_size_bytes"));
    }
    return new Metric(
        name,
        MetricCollector.PARTITION,
        Scope.IMAGE,
        labels,
        help,
        from,
        (subject, samples) -> {
          for (PartitionTableInfo table : subject.report().partitionTables()) {
            reader.read(subject.report(), table, samples);
          }
        });
  }

  /** A table inside of a partition divides no disk: none is told of it. */
  private static void unpartitioned(Inspection report, PartitionTableInfo table, Samples samples) {
    for (DiskInfo disk : report.disks()) {
      if (disk.device().equals(table.device())) {
        long size = disk.image().virtualSizeBytes();
        samples.add(size - covered(table.partitions(), size), table.device());
      }
    }
  }

  /** Returns how much of a disk partitions cover; those that overlap or reach out count once. */
  private static long covered(List<PartitionInfo> partitions, long size) {
    List<PartitionInfo> byStart = new ArrayList<>(partitions);
    byStart.sort(Comparator.comparingLong(PartitionInfo::startBytes));
    long covered = 0;
    long reached = 0;
    for (PartitionInfo part : byStart) {
      long start = Math.clamp(part.startBytes(), reached, size);
      long room = size - start;
      long end = start;
      long before = start - Math.min(part.startBytes(), start);
      if (part.sizeBytes() > before) {
        end = start + Math.min(part.sizeBytes() - before, room);
      }
      covered += end - start;
      reached = Math.max(reached, end);
    }
    return covered;
  }
}
