package io.guestkit.export;

import io.guestkit.report.DiskInfo;
import io.guestkit.report.FilesystemInfo;
import io.guestkit.report.ImageInfo;
import io.guestkit.report.Inspection;
import io.guestkit.report.LogicalVolumeInfo;
import io.guestkit.report.Mountpoint;
import io.guestkit.report.OperatingSystem;
import io.guestkit.report.PartitionInfo;
import io.guestkit.report.PartitionTableInfo;
import io.guestkit.report.PhysicalVolumeInfo;
import io.guestkit.report.Problem;
import io.guestkit.report.VolumeGroupInfo;
import io.guestkit.report.VolumeInfo;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The summary of a report for people: one screen, the problems last. */
public final class TextReport {
  private final Inspection inspection;
  private final Colours colours;
  private final StringBuilder text = new StringBuilder(2048);

  private TextReport(Inspection inspection, Colours colours) {
    this.inspection = inspection;
    this.colours = colours;
  }

  /**
   * Returns the summary, ending in a newline.
   *
   * @param title what was inspected
   */
  public static String of(String title, Inspection inspection, Colours colours) {
    return new TextReport(inspection, colours).write(title);
  }

  private String write(String title) {
    text.append(colours.heading(DisplayText.show(title))).append('\n');
    disks();
    volumes();
    volumeGroups();
    systems();
    problems();
    return text.toString();
  }

  private void disks() {
    TextTable table = new TextTable("DISK", "FORMAT", ">SIZE", ">FILE SIZE", "NOTES");
    for (DiskInfo disk : inspection.disks()) {
      ImageInfo image = disk.image();
      table.row(
          disk.device(),
          show(image.format()) + (image.version() == null ? "" : " " + show(image.version())),
          HumanSize.of(image.virtualSizeBytes()),
          HumanSize.of(image.fileSizeBytes()),
          show(ImageText.notes(image)));
    }
    table(table);
  }

  private void volumes() {
    TextTable table =
        new TextTable(
            "DEVICE", ">SIZE", "PARTITION", "TYPE", ">USED", ">USE%", "MOUNTED ON", "LABEL");
    for (String device : devices()) {
      @Nullable PartitionInfo partition = partition(device);
      @Nullable FilesystemInfo filesystem = filesystem(device);
      table.row(
          device,
          size(device, partition, filesystem),
          partition == null ? "" : partitionType(partition),
          filesystem == null ? "" : show(filesystem.type()),
          filesystem == null ? "" : size(filesystem.usedBytes()),
          filesystem == null ? "" : usePercent(filesystem),
          mountedOn(device),
          filesystem == null ? "" : show(filesystem.label()));
    }
    table(table);
  }

  private void volumeGroups() {
    TextTable table =
        new TextTable("VOLUME GROUP", ">SIZE", ">FREE", "PHYSICAL VOLUMES", "LOGICAL VOLUMES");
    for (VolumeGroupInfo group : inspection.volumeGroups()) {
      StringBuilder physical = new StringBuilder();
      for (PhysicalVolumeInfo volume : group.physicalVolumes()) {
        @Nullable String device = volume.device();
        physical.append(physical.isEmpty() ? "" : ", ").append(device == null ? "missing" : device);
      }
      StringBuilder logical = new StringBuilder();
      for (LogicalVolumeInfo volume : group.logicalVolumes()) {
        logical.append(logical.isEmpty() ? "" : ", ").append(show(volume.name()));
      }
      table.row(
          show(group.name()),
          HumanSize.of(group.sizeBytes()),
          HumanSize.of(group.freeBytes()),
          physical.toString(),
          logical.toString());
    }
    table(table);
  }

  private Set<String> devices() {
    Set<String> devices = new LinkedHashSet<>();
    for (PartitionTableInfo table : inspection.partitionTables()) {
      for (PartitionInfo partition : table.partitions()) {
        devices.add(partition.device());
      }
    }
    for (VolumeInfo volume : inspection.volumes()) {
      devices.add(volume.device());
    }
    for (FilesystemInfo filesystem : inspection.filesystems()) {
      devices.add(filesystem.device());
    }
    return devices;
  }

  private @Nullable PartitionInfo partition(String device) {
    for (PartitionTableInfo table : inspection.partitionTables()) {
      for (PartitionInfo partition : table.partitions()) {
        if (partition.device().equals(device)) {
          return partition;
        }
      }
    }
    return null;
  }

  private @Nullable FilesystemInfo filesystem(String device) {
    for (FilesystemInfo filesystem : inspection.filesystems()) {
      if (filesystem.device().equals(device)) {
        return filesystem;
      }
    }
    return null;
  }

  private String size(
      String device, @Nullable PartitionInfo partition, @Nullable FilesystemInfo filesystem) {
    for (VolumeInfo volume : inspection.volumes()) {
      if (volume.device().equals(device)) {
        return HumanSize.of(volume.sizeBytes());
      }
    }
    if (partition != null) {
      return HumanSize.of(partition.sizeBytes());
    }
    return filesystem == null ? "" : size(filesystem.sizeBytes());
  }

  private static String size(@Nullable Long bytes) {
    return bytes == null ? "" : HumanSize.of(bytes);
  }

  private static String partitionType(PartitionInfo partition) {
    return show(partition.typeName() == null ? partition.type() : partition.typeName());
  }

  /** As df(1): of what users can have, rounded up. */
  private static String usePercent(FilesystemInfo filesystem) {
    @Nullable Long used = filesystem.usedBytes();
    @Nullable Long free = filesystem.freeBytes();
    @Nullable Long reserved = filesystem.reservedBytes();
    if (used == null || free == null) {
      return "";
    }
    double available = Math.max(0, free - (reserved == null ? 0 : reserved));
    double whole = used + available;
    return whole <= 0 ? "" : (long) Math.ceil(100.0 * used / whole) + "%";
  }

  private String mountedOn(String device) {
    StringBuilder paths = new StringBuilder();
    for (OperatingSystem system : inspection.operatingSystems()) {
      for (Mountpoint mountpoint : system.mountpoints()) {
        if (mountpoint.isOn(device)) {
          paths.append(paths.isEmpty() ? "" : ", ").append(show(mountpoint.path()));
        }
      }
    }
    return paths.toString();
  }

  private void systems() {
    for (OperatingSystem system : inspection.operatingSystems()) {
      SystemText.append(text, colours, system, inspection);
    }
    if (inspection.operatingSystems().isEmpty()) {
      text.append("\nNo operating system was found.\n");
    }
  }

  private void problems() {
    if (inspection.problems().isEmpty()) {
      text.append("\nNo problems.\n");
      return;
    }
    text.append('\n')
        .append(colours.warning("Problems: " + inspection.problems().size()))
        .append('\n');
    for (Problem problem : inspection.problems()) {
      text.append("  ").append(colours.warning(show(problem.kind())));
      place(problem.device(), problem.message());
      place(problem.path(), problem.message());
      text.append(": ").append(show(problem.message())).append('\n');
    }
  }

  /** Most messages name the place themselves. */
  private void place(@Nullable String place, String message) {
    if (place != null && !message.contains(place)) {
      text.append(' ').append(show(place));
    }
  }

  private void table(TextTable table) {
    if (!table.isEmpty()) {
      text.append('\n');
      table.appendTo(text);
    }
  }

  private static String show(@Nullable String value) {
    return value == null ? "" : DisplayText.show(value);
  }
}
