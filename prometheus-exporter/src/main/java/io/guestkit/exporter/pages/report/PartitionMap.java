package io.guestkit.exporter.pages.report;

import io.guestkit.exporter.pages.html.Bar;
import io.guestkit.exporter.pages.html.Facts;
import io.guestkit.exporter.pages.html.Html;
import io.guestkit.exporter.pages.html.Sizes;
import io.guestkit.exporter.pages.html.Table;
import io.guestkit.report.FilesystemInfo;
import io.guestkit.report.PartitionInfo;
import io.guestkit.report.PartitionTableInfo;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A partition table, drawn to scale and as a table. */
final class PartitionMap {
  /** 1 MiB: less between partitions is only alignment, and no row of the table. */
  private static final long MIN_GAP = 1 << 20;

  /** Types of a DOS table that hold other partitions. */
  private static final Set<String> EXTENDED = Set.of("0x5", "0x05", "0xf", "0x0f", "0x85");

  private final PartitionTableInfo table;
  private final Devices devices;
  private final List<PartitionInfo> partitions;
  private final long size;

  PartitionMap(PartitionTableInfo table, Devices devices) {
    this.table = table;
    this.devices = devices;
    List<PartitionInfo> all = table.partitions();
    this.partitions = new ArrayList<>(all.subList(0, Math.min(all.size(), Table.MAX_ROWS)));
    partitions.sort(Comparator.comparingLong(PartitionInfo::startBytes));
    long end = devices.size(table.device());
    for (PartitionInfo partition : partitions) {
      end = Math.max(end, end(partition));
    }
    this.size = end;
  }

  /** A place on the disk: a partition, or none. */
  private record Place(@Nullable PartitionInfo partition, long start, long size) {}

  void write(Html html) {
    List<Place> places = places();
    List<Bar.Part> parts = new ArrayList<>();
    for (Place place : places) {
      parts.add(part(place));
    }
    Bar.draw(html, "Map of %s; the table below says the same".formatted(table.device()), parts);
    Facts facts = new Facts(html);
    facts.fact("Table", table.type()).fact("Identifier", table.id());
    facts.fact("Disk", Sizes.both(size)).fact("Unpartitioned", Sizes.both(unpartitioned(places)));
    facts.end();
    rows(new Table(html, Sizes.count(table.partitions().size(), "partition")), places);
  }

  private static long unpartitioned(List<Place> places) {
    long bytes = 0;
    for (Place place : places) {
      bytes += place.partition() == null ? place.size() : 0;
    }
    return bytes;
  }

  private List<Place> places() {
    List<Place> places = new ArrayList<>();
    long at = 0;
    for (PartitionInfo partition : partitions) {
      if (!isInner(partition) && partition.startBytes() > at) {
        places.add(new Place(null, at, partition.startBytes() - at));
      }
      places.add(new Place(partition, partition.startBytes(), partition.sizeBytes()));
      at = Math.max(at, end(partition));
    }
    if (at < size && partitions.size() == table.partitions().size()) {
      places.add(new Place(null, at, size - at));
    }
    return places;
  }

  /** Past the greatest number nothing ends. */
  private static long end(PartitionInfo partition) {
    long end = partition.startBytes() + partition.sizeBytes();
    return end < 0 ? Long.MAX_VALUE : end;
  }

  private boolean isInner(PartitionInfo partition) {
    for (PartitionInfo other : partitions) {
      if (isExtended(other)
          && !other.equals(partition)
          && other.startBytes() <= partition.startBytes()
          && end(partition) <= end(other)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isExtended(PartitionInfo partition) {
    return EXTENDED.contains(partition.type().toLowerCase(Locale.ROOT));
  }

  private Bar.Part part(Place place) {
    double start = Bar.percent(place.start(), size);
    double percent = Bar.percent(place.size(), size);
    @Nullable PartitionInfo partition = place.partition();
    String human = Sizes.human(place.size());
    if (partition == null) {
      return new Bar.Part(
          start, percent, "gap", "free", human, "Unpartitioned, " + human, null, false);
    }
    String device = partition.device();
    String content = devices.content(device);
    String mounted = devices.mountedOn(device);
    return new Bar.Part(
        start,
        percent,
        devices.kind(device),
        device.substring(device.lastIndexOf('/') + 1) + (mounted.isEmpty() ? "" : "  " + mounted),
        (content.isEmpty() ? "" : content + ", ") + human,
        String.join(", ", List.of(device, typeName(partition), content, mounted, human)),
        devices.usedPercent(device),
        isInner(partition));
  }

  private static String typeName(PartitionInfo partition) {
    return partition.typeName() == null ? partition.type() : partition.typeName();
  }

  private void rows(Table rows, List<Place> places) {
    rows.columns("Device", "Type", "Content", "Mounted on", "Label", ">Start", ">Size");
    for (Place place : places) {
      @Nullable PartitionInfo partition = place.partition();
      if (partition != null) {
        rows.row().cells(partition.device(), typeName(partition));
        rows.cells(devices.content(partition.device()), devices.mountedOn(partition.device()));
        rows.cell().text(label(partition));
      } else if (place.size() > MIN_GAP) {
        rows.row().cells("free", "", "", "", "");
      } else {
        continue;
      }
      Sizes.size(rows.cell(), place.start());
      Sizes.size(rows.cell(), place.size());
    }
    rows.end(partitions.size(), table.partitions().size(), "");
  }

  private String label(PartitionInfo partition) {
    FilesystemInfo filesystem = devices.filesystem(partition.device());
    String label = filesystem == null ? null : filesystem.label();
    return label != null ? label : partition.label() == null ? "" : partition.label();
  }
}
