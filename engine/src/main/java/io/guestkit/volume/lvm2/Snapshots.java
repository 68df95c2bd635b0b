package io.guestkit.volume.lvm2;

import io.guestkit.volume.lvm2.metadata.LogicalVolume;
import io.guestkit.volume.lvm2.metadata.Segment;
import io.guestkit.volume.lvm2.metadata.VolumeGroup;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The snapshots of a group that are not thin. A hidden volume of type snapshot ties an origin and
 * the volume that keeps what was overwritten in it; the device of that volume is the snapshot.
 */
final class Snapshots {
  private final VolumeGroup group;
  private final Map<String, Segment> byStore = new HashMap<>();
  private final Set<String> merging = new HashSet<>();

  Snapshots(VolumeGroup group) {
    this.group = group;
    for (LogicalVolume volume : group.logicalVolumes().values()) {
      for (Segment segment : volume.segments()) {
        String store = segment.store();
        String origin = segment.origin();
        if (segment.type().equals("snapshot") && store != null && origin != null) {
          byStore.put(store, segment);
          if (segment.isMerging()) {
            merging.add(origin);
          }
        }
      }
    }
  }

  /** Returns the segment that makes a volume a snapshot, or null where it is none. */
  @Nullable Segment of(LogicalVolume volume) {
    return byStore.get(volume.name());
  }

  /** Returns whether a snapshot is being merged into a volume, so that neither has everything. */
  boolean isMergedInto(LogicalVolume volume) {
    return merging.contains(volume.name());
  }

  /**
   * Returns whether lvs shows a volume without brackets; a snapshot is as visible as its origin.
   */
  boolean isVisible(LogicalVolume volume) {
    if (volume.type().equals("snapshot")) {
      return false;
    }
    Segment snapshot = of(volume);
    LogicalVolume origin = snapshot == null ? null : group.logicalVolumes().get(snapshot.origin());
    return origin == null ? volume.is("VISIBLE") : isVirtual(origin) || origin.is("VISIBLE");
  }

  /** An origin of zeros has no other use than its snapshot, and is hidden. */
  private static boolean isVirtual(LogicalVolume origin) {
    return origin.name().endsWith("_vorigin");
  }
}
