package io.guestkit.volume.lvm2.metadata;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A physical volume as its group knows it.
 *
 * @param name its name in the metadata, such as {@code pv0}
 * @param id identifier without hyphens
 * @param lastDevice device that held it when the metadata was written, or null
 * @param deviceSizeBytes size of that device, 0 where it is not written
 * @param startBytes where the first extent is
 * @param extentCount extents, below 2^32
 * @param isMissing whether the group was changed while it was away, so that what it holds is old
 */
public record PhysicalVolume(
    String name,
    String id,
    @Nullable String lastDevice,
    long deviceSizeBytes,
    long startBytes,
    long extentCount,
    boolean isAllocatable,
    boolean isMissing,
    List<String> tags) {
  /** Copies the list. */
  public PhysicalVolume {
    tags = List.copyOf(tags);
  }

  /** Returns the identifier as LVM shows it. */
  public String uuid() {
    return Names.uuid(id);
  }
}
