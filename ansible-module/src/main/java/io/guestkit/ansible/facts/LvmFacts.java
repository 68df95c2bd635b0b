package io.guestkit.ansible.facts;

import io.guestkit.report.LogicalVolumeInfo;
import io.guestkit.report.PhysicalVolumeInfo;
import io.guestkit.report.VolumeGroupInfo;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code ansible_lvm}: the volume groups as {@code vgs}, {@code lvs} and {@code pvs --units g}
 * print them. Source: {@code module_utils/facts/hardware/linux.py}.
 */
final class LvmFacts {
  /** A gigabyte of LVM's unit g, as a power of two. */
  private static final int GIGA = 30;

  private LvmFacts() {}

  static void add(Map<String, Object> facts, List<VolumeGroupInfo> groups) {
    Map<String, Object> vgs = new LinkedHashMap<>();
    Map<String, Object> lvs = new LinkedHashMap<>();
    Map<String, Object> pvs = new LinkedHashMap<>();
    for (VolumeGroupInfo group : groups) {
      Map<String, Object> vg = new LinkedHashMap<>();
      vg.put("size_g", gigabytes(group.sizeBytes()));
      vg.put("free_g", gigabytes(group.freeBytes()));
      vg.put("num_lvs", Integer.toString(group.logicalVolumes().size()));
      vg.put("num_pvs", Integer.toString(group.physicalVolumes().size()));
      vgs.put(group.name(), vg);
      for (LogicalVolumeInfo volume : group.logicalVolumes()) {
        lvs.put(volume.name(), Map.of("size_g", gigabytes(volume.sizeBytes()), "vg", group.name()));
      }
      for (PhysicalVolumeInfo volume : group.physicalVolumes()) {
        @Nullable String device = volume.device();
        if (device != null) {
          Map<String, Object> pv = new LinkedHashMap<>();
          pv.put("size_g", gigabytes(volume.sizeBytes()));
          pv.put("free_g", gigabytes(volume.freeBytes()));
          pv.put("vg", group.name());
          pvs.put(device, pv);
        }
      }
    }
    Map<String, Object> lvm = new LinkedHashMap<>();
    lvm.put("vgs", vgs);
    lvm.put("lvs", lvs);
    lvm.put("pvs", pvs);
    facts.put("ansible_lvm", lvm);
  }

  private static String gigabytes(long bytes) {
    return DeviceFacts.hundredths(bytes, GIGA);
  }
}
