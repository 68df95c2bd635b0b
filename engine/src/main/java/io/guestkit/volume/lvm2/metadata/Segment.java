package io.guestkit.volume.lvm2.metadata;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A run of a logical volume that is mapped in one way.
 *
 * @param startExtent first extent in the logical volume
 * @param extentCount extents, above 0 and below 2^32
 * @param type as the metadata names it, without flags
 * @param flags what follows the type after plus signs: what a reader must know to understand it
 * @param stripeSizeBytes bytes before the next stripe follows, 0 where there is none
 * @param areas what it lies on: stripes, legs of a mirror, images of a RAID
 * @param metadataVolumes names of the logical volumes with the superblocks of a RAID's images, in
 *     their order; none where it has none
 * @param origin logical volume that it is a snapshot of or that it is in front of, or null
 * @param pool pool that it lies in, or cache that is in front of it, or null
 * @param store logical volume that keeps what a snapshot differs in, or null
 * @param isMerging whether that snapshot is being merged into its origin
 * @param isMoved whether pvmove has copied all of it, so that only the second area is kept up
 */
public record Segment(
    long startExtent,
    long extentCount,
    String type,
    List<String> flags,
    long stripeSizeBytes,
    List<Area> areas,
    List<String> metadataVolumes,
    @Nullable String origin,
    @Nullable String pool,
    @Nullable String store,
    boolean isMerging,
    boolean isMoved) {

  /**
   * A place of a physical or of another logical volume.
   *
   * @param volume name in the metadata
   * @param startExtent first extent in it
   */
  public record Area(String volume, long startExtent) {}

  /** Copies the lists. */
  public Segment {
    flags = List.copyOf(flags);
    areas = List.copyOf(areas);
    metadataVolumes = List.copyOf(metadataVolumes);
  }

  /** Returns the first extent behind it. */
  public long endExtent() {
    return startExtent + extentCount;
  }

  /** Returns the type as lvs names it: one stripe alone is linear. */
  public String shownType() {
    return type.equals("striped") && areas.size() == 1 ? "linear" : type;
  }

  /** Returns whether the data is spread over the areas; if not, each has all of it. */
  public boolean isStriped() {
    return type.equals("striped") || type.equals("raid0") || type.equals("raid0_meta");
  }

  /** Returns how many extents it takes of each area. */
  public long areaExtents() {
    return isStriped() && !areas.isEmpty() ? extentCount / areas.size() : extentCount;
  }
}
