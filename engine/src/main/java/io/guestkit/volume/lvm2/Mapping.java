package io.guestkit.volume.lvm2;

import io.guestkit.block.BlockSource;
import io.guestkit.volume.lvm2.map.FailingSource;
import java.util.List;

/**
 * A logical volume, or a part of one, as a source.
 *
 * @param isPartial whether some of it lies on a physical volume that is missing or old
 * @param isOld whether some of it lies on one that was away when the group was changed
 * @param needsRefresh whether an image of a RAID in it fell behind
 */
record Mapping(BlockSource source, boolean isPartial, boolean isOld, boolean needsRefresh) {

  /** Returns the mapping of what is there and in order. */
  static Mapping of(BlockSource source) {
    return new Mapping(source, false, false, false);
  }

  /** Returns whether any of it can be read. */
  boolean isReadable() {
    return !(source instanceof FailingSource);
  }

  /** Returns these bytes with what is known of the parts that they were made of. */
  static Mapping of(BlockSource source, List<Mapping> parts) {
    boolean isPartial = false;
    boolean isOld = false;
    boolean needsRefresh = false;
    for (Mapping part : parts) {
      isPartial |= part.isPartial;
      isOld |= part.isOld;
      needsRefresh |= part.needsRefresh;
    }
    return new Mapping(source, isPartial, isOld, needsRefresh);
  }

  /** Returns the same of other bytes. */
  Mapping with(BlockSource other) {
    return new Mapping(other, isPartial, isOld, needsRefresh);
  }
}
