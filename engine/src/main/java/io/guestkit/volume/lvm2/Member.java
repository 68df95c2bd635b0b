package io.guestkit.volume.lvm2;

import io.guestkit.volume.Volume;
import io.guestkit.volume.lvm2.metadata.VolumeGroup;
import org.jspecify.annotations.Nullable;

/**
 * A device that is a physical volume.
 *
 * @param group its group as the newest of its own metadata says, or null where it keeps none
 */
record Member(Volume volume, PhysicalVolumeLabel label, @Nullable VolumeGroup group) {

  String device() {
    return volume.device();
  }

  /** Returns the identifier of the physical volume. */
  String id() {
    return label.id();
  }

  /** Returns how often its group had been written, or -1 where it keeps no metadata. */
  long seqno() {
    return group == null ? -1 : group.seqno();
  }
}
