package io.guestkit.volume.gpt;

import io.guestkit.block.BlockSource;
import io.guestkit.volume.ContentSignature;
import io.guestkit.volume.MasterBootRecord;
import io.guestkit.volume.PartitionTables;
import io.guestkit.volume.Volume;
import io.guestkit.volume.VolumeLayout;
import io.guestkit.volume.VolumeSystem;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Disks with a GUID partition table. */
public final class GptSystem implements VolumeSystem {

  @Override
  public String name() {
    return "gpt";
  }

  /**
   * {@inheritDoc}
   *
   * <p>The protective boot record says so. Where the first sector was lost, a sound header says so
   * too, if nothing else has been put on the disk.
   */
  @Override
  public boolean matches(Volume volume) throws IOException {
    if (!volume.isPartitionable()) {
      return false;
    }
    BlockSource disk = volume.source();
    Optional<MasterBootRecord> bootRecord = MasterBootRecord.ofDisk(disk);
    if (bootRecord.isPresent() && bootRecord.get().isUsed()) {
      return bootRecord.get().isProtective();
    }
    return (GptHeader.isSound(disk, 512) || GptHeader.isSound(disk, 4096))
        && !ContentSignature.isAt(disk, 0);
  }

  @Override
  public VolumeLayout open(List<Volume> members) throws IOException {
    return PartitionTables.open(members, disk -> new GptReader(disk).read());
  }
}
