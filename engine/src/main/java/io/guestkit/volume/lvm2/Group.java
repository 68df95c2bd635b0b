package io.guestkit.volume.lvm2;

import io.guestkit.volume.Volume;
import io.guestkit.volume.lvm2.metadata.PhysicalVolume;
import io.guestkit.volume.lvm2.metadata.VolumeGroup;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A volume group and where its physical volumes are.
 *
 * @param metadata the newest description of it
 * @param folder where its devices are, such as {@code /dev/vg}
 * @param devices devices of the physical volumes that are there, by the names in the metadata
 */
record Group(VolumeGroup metadata, String folder, Map<String, Volume> devices) {

  /** Returns the device that holds a physical volume, or null where it is missing. */
  @Nullable Volume device(PhysicalVolume volume) {
    return devices.get(volume.name());
  }

  /** Returns the device name of a logical volume. */
  String deviceName(String volume) {
    return folder + "/" + volume;
  }
}
