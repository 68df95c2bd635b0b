package io.guestkit.exporter.pages.report;

import io.guestkit.exporter.pages.html.Bar;
import io.guestkit.report.DiskInfo;
import io.guestkit.report.FilesystemInfo;
import io.guestkit.report.Inspection;
import io.guestkit.report.Mountpoint;
import io.guestkit.report.OperatingSystem;
import io.guestkit.report.VolumeInfo;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a report says of a device, by its name. */
final class Devices {
  private final Map<String, FilesystemInfo> filesystems = new HashMap<>();
  private final Map<String, Long> sizes = new HashMap<>();
  private final Inspection report;

  Devices(Inspection report) {
    this.report = report;
    for (FilesystemInfo filesystem : report.filesystems()) {
      filesystems.putIfAbsent(filesystem.device(), filesystem);
    }
    for (VolumeInfo volume : report.volumes()) {
      sizes.putIfAbsent(volume.device(), volume.sizeBytes());
    }
    for (DiskInfo disk : report.disks()) {
      sizes.put(disk.device(), disk.image().virtualSizeBytes());
    }
  }

  /** Returns the size of a disk or volume; 0 where the report does not say. */
  long size(String device) {
    return sizes.getOrDefault(device, 0L);
  }

  @Nullable FilesystemInfo filesystem(String device) {
    return filesystems.get(device);
  }

  /** Returns the type of what a device holds; empty where that is unknown. */
  String content(String device) {
    FilesystemInfo filesystem = filesystems.get(device);
    return filesystem == null ? "" : filesystem.type();
  }

  /** Returns where a device is mounted, in any of the systems; empty where it is not. */
  String mountedOn(String device) {
    Set<String> paths = new LinkedHashSet<>();
    for (OperatingSystem system : report.operatingSystems()) {
      for (Mountpoint mountpoint : system.mountpoints()) {
        if (mountpoint.isOn(device)) {
          paths.add(mountpoint.path());
        }
      }
    }
    return String.join(", ", paths);
  }

  /** Returns the class of the colour of what a device holds. */
  String kind(String device) {
    FilesystemInfo filesystem = filesystems.get(device);
    if (filesystem == null) {
      return "raw";
    }
    if (filesystem.type().equals("swap")) {
      return "swap";
    }
    if (filesystem.type().equals("LVM2_member")) {
      return "lvm";
    }
    return mountedOn(device).startsWith("/boot")
        ? "boot"
        : filesystem.usage().equals("filesystem") ? "fs" : "raw";
  }

  /** Returns how much of its filesystem is used; null where that is unknown. */
  @Nullable Double usedPercent(String device) {
    FilesystemInfo filesystem = filesystems.get(device);
    Long used = filesystem == null ? null : filesystem.usedBytes();
    Long free = filesystem == null ? null : filesystem.freeBytes();
    return used == null || free == null ? null : Bar.percent(used, (double) used + free);
  }
}
