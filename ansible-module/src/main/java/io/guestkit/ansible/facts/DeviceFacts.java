package io.guestkit.ansible.facts;

import io.guestkit.report.DiskInfo;
import io.guestkit.report.FilesystemInfo;
import io.guestkit.report.Inspection;
import io.guestkit.report.PartitionInfo;
import io.guestkit.report.PartitionTableInfo;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code ansible_devices}: the disks and their partitions. Source: {@code
 * module_utils/facts/hardware/linux.py}, {@code module_utils/common/text/formatters.py}.
 */
final class DeviceFacts {
  /** Sectors as sysfs counts them, whatever the disk's are. */
  private static final long SECTOR = 512;

  private static final String DEV = "/dev/";

  private static final String[] UNITS = {"Bytes", "KB", "MB", "GB", "TB", "PB", "EB"};

  private DeviceFacts() {}

  static void add(Map<String, Object> facts, Inspection inspection) {
    Map<String, Object> devices = new LinkedHashMap<>();
    for (DiskInfo disk : inspection.disks()) {
      long size = disk.image().virtualSizeBytes();
      Map<String, Object> device = new LinkedHashMap<>();
      device.put("size", human(size));
      device.put("sectors", size / SECTOR);
      device.put("partitions", partitions(disk.device(), inspection));
      devices.put(name(disk.device()), device);
    }
    facts.put("ansible_devices", devices);
  }

  private static Map<String, Object> partitions(String disk, Inspection inspection) {
    Map<String, Object> partitions = new LinkedHashMap<>();
    for (PartitionTableInfo table : inspection.partitionTables()) {
      if (table.device().equals(disk)) {
        for (PartitionInfo partition : table.partitions()) {
          partitions.put(name(partition.device()), partition(partition, inspection));
        }
      }
    }
    return partitions;
  }

  private static Map<String, @Nullable Object> partition(
      PartitionInfo partition, Inspection inspection) {
    Map<String, @Nullable Object> facts = new LinkedHashMap<>();
    facts.put("start", Long.toString(partition.startBytes() / SECTOR)); // text, as setup has it
    facts.put("sectors", partition.sizeBytes() / SECTOR);
    facts.put("sectorsize", SECTOR);
    facts.put("size", human(partition.sizeBytes()));
    facts.put("uuid", uuid(partition.device(), inspection));
    return facts;
  }

  /** The UUID of what it holds, which setup means, not the partition's own. */
  private static @Nullable String uuid(String device, Inspection inspection) {
    for (FilesystemInfo filesystem : inspection.filesystems()) {
      if (filesystem.device().equals(device)) {
        return filesystem.uuid();
      }
    }
    return null;
  }

  /** Returns a size as setup writes it: two digits after the point, half to even. */
  static String human(long bytes) {
    int unit = Math.max(0, (63 - Long.numberOfLeadingZeros(bytes)) / 10);
    return hundredths(bytes, 10 * unit) + " " + UNITS[unit];
  }

  /** Returns a number of bytes over a power of two, with two digits after the point. */
  static String hundredths(long bytes, int power) {
    return BigDecimal.valueOf(bytes)
        .divide(BigDecimal.valueOf(1L << power), 2, RoundingMode.HALF_EVEN)
        .toPlainString();
  }

  /**
   * Returns a device as the kernel lists it: {@code /dev/mapper/data-my--lv} for the logical volume
   * {@code /dev/data/my-lv}, others as they are.
   */
  static String mapped(String device) {
    int slash = device.indexOf('/', DEV.length());
    if (!device.startsWith(DEV) || slash < 0 || device.startsWith("mapper/", DEV.length())) {
      return device;
    }
    String group = device.substring(DEV.length(), slash).replace("-", "--");
    return DEV + "mapper/" + group + "-" + device.substring(slash + 1).replace("-", "--");
  }

  private static String name(String device) {
    return device.startsWith(DEV) ? device.substring(DEV.length()) : device;
  }
}
