package io.guestkit.ansible.facts;

import io.guestkit.report.FilesystemInfo;
import io.guestkit.report.FstabEntry;
import io.guestkit.report.Inspection;
import io.guestkit.report.Mountpoint;
import io.guestkit.report.OperatingSystem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code ansible_mounts}: the filesystems that the system mounts, with the numbers that statvfs(3)
 * would give. Source: {@code module_utils/facts/hardware/linux.py}, {@code utils.py}.
 */
final class MountFacts {
  private MountFacts() {}

  static void add(Map<String, Object> facts, OperatingSystem system, Inspection inspection) {
    if (system.mountpoints().isEmpty()) {
      return;
    }
    List<Map<String, Object>> mounts = new ArrayList<>();
    for (Mountpoint mountpoint : system.mountpoints()) {
      @Nullable FilesystemInfo filesystem = filesystem(mountpoint, inspection);
      if (filesystem != null) {
        mounts.add(mount(mountpoint.path(), filesystem, entry(mountpoint, system)));
      }
    }
    facts.put("ansible_mounts", mounts);
  }

  private static Map<String, Object> mount(
      String path, FilesystemInfo filesystem, @Nullable FstabEntry entry) {
    Map<String, Object> mount = new LinkedHashMap<>();
    mount.put("mount", path);
    mount.put("device", DeviceFacts.mapped(filesystem.device()));
    @Nullable String type = entry == null || entry.type().equals("auto") ? null : entry.type();
    mount.put("fstype", type == null ? filesystem.type() : type);
    if (entry != null) {
      mount.put("options", String.join(",", entry.options()));
    }
    mount.put("uuid", filesystem.uuid() == null ? "N/A" : filesystem.uuid());
    usage(mount, filesystem);
    return mount;
  }

  private static void usage(Map<String, Object> mount, FilesystemInfo filesystem) {
    @Nullable Long size = filesystem.sizeBytes();
    @Nullable Long free = filesystem.freeBytes();
    @Nullable Long block = filesystem.blockSizeBytes();
    if (size != null && free != null) {
      long available =
          Math.max(0, free - (filesystem.reservedBytes() == null ? 0 : filesystem.reservedBytes()));
      mount.put("size_total", size);
      mount.put("size_available", available);
      if (block != null && block > 0) {
        mount.put("block_size", block);
        mount.put("block_total", size / block);
        mount.put("block_available", available / block);
        mount.put("block_used", size / block - available / block);
      }
    }
    @Nullable Long inodes = filesystem.inodesTotal();
    @Nullable Long inodesFree = filesystem.inodesFree();
    if (inodes != null && inodesFree != null) {
      mount.put("inode_total", inodes);
      mount.put("inode_available", inodesFree);
      mount.put("inode_used", inodes - inodesFree);
    }
  }

  private static @Nullable FilesystemInfo filesystem(Mountpoint mountpoint, Inspection inspection) {
    for (FilesystemInfo filesystem : inspection.filesystems()) {
      if (mountpoint.isOn(filesystem.device())) {
        return filesystem;
      }
    }
    return null;
  }

  private static @Nullable FstabEntry entry(Mountpoint mountpoint, OperatingSystem system) {
    for (FstabEntry entry : system.fstab()) {
      if (entry.path().equals(mountpoint.path())) {
        return entry;
      }
    }
    return null;
  }
}
