package io.guestkit.volume.mbr;

import io.guestkit.volume.MasterBootRecord;
import io.guestkit.volume.PartitionTables;
import io.guestkit.volume.Volume;
import io.guestkit.volume.VolumeLayout;
import io.guestkit.volume.VolumeSystem;
import java.io.IOException;
import java.util.List;

/** Disks with a DOS partition table. */
public final class MbrSystem implements VolumeSystem {

  @Override
  public String name() {
    return "dos";
  }

  @Override
  public boolean matches(Volume volume) throws IOException {
    return volume.isPartitionable()
        && MasterBootRecord.ofDisk(volume.source())
            .filter(bootRecord -> !bootRecord.isProtective())
            .isPresent();
  }

  @Override
  public VolumeLayout open(List<Volume> members) throws IOException {
    return PartitionTables.open(members, disk -> new MbrReader(disk).read());
  }
}
