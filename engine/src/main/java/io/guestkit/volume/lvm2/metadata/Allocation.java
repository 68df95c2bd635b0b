package io.guestkit.volume.lvm2.metadata;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which extents of the physical volumes logical volumes lie on. */
public final class Allocation {
  private final Map<String, List<Use>> uses = new HashMap<>();
  private final List<String> overlaps = new ArrayList<>();

  /** Extents of a physical volume that a logical volume lies on. */
  private record Use(long start, long count, String volume) {}

  /** Finds out what the volumes of a group lie on. */
  public Allocation(VolumeGroup group) {
    for (String physical : group.physicalVolumes().keySet()) {
      uses.put(physical, new ArrayList<>());
    }
    for (LogicalVolume logical : group.logicalVolumes().values()) {
      for (Segment segment : logical.segments()) {
        for (Segment.Area area : segment.areas()) {
          List<Use> those = uses.get(area.volume());
          if (those != null) {
            those.add(new Use(area.startExtent(), segment.areaExtents(), logical.name()));
          }
        }
      }
    }
    uses.forEach(this::findOverlap);
  }

  private void findOverlap(String physical, List<Use> those) {
    those.sort((a, b) -> Long.compare(a.start(), b.start()));
    @Nullable Use last = null;
    for (Use use : those) {
      if (last != null && use.start() < last.start() + last.count()) {
        overlaps.add(
            "logical volumes %s and %s share extent %d of %s"
                .formatted(last.volume(), use.volume(), use.start(), physical));
        return;
      }
      last = use;
    }
  }

  /** Returns how many extents of a physical volume are in use, at most all of them. */
  public long usedExtents(PhysicalVolume physical) {
    long used = 0;
    for (Use use : uses.getOrDefault(physical.name(), List.of())) {
      used += use.count();
    }
    return Math.min(used, physical.extentCount());
  }

  /** Returns what is in use twice, the first of each physical volume. */
  public List<String> overlaps() {
    return List.copyOf(overlaps);
  }
}
