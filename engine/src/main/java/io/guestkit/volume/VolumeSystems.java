package io.guestkit.volume;

import io.guestkit.volume.disklabel.DisklabelSystem;
import io.guestkit.volume.gpt.GptSystem;
import io.guestkit.volume.lvm2.LvmSystem;
import io.guestkit.volume.mbr.MbrSystem;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;

/** Finds the volumes of a machine's disks. */
public final class VolumeSystems {
  /**
   * In this order: a disk with a hybrid boot record is read by its GUID partition table; physical
   * volumes of LVM lie on partitions and on whole disks.
   */
  private static final List<VolumeSystem> BUILT_IN =
      List.of(new GptSystem(), new MbrSystem(), new DisklabelSystem(), new LvmSystem());

  private VolumeSystems() {}

  /**
   * Returns the volumes that hold something other than volumes, and how they were found. A volume
   * of which nothing could be read stays in the answer, with a problem that says why.
   *
   * @param disks the disks, whole
   * @throws io.guestkit.block.LimitExceededException if the budget ends
   */
  public static VolumeLayout scan(List<Volume> disks) throws IOException {
    List<VolumeSystem> systems = new ArrayList<>(BUILT_IN);
    ServiceLoader.load(VolumeSystem.class).forEach(systems::add);
    return scan(disks, systems);
  }

  /** Returns the volumes that these systems find, an earlier one before a later one. */
  static VolumeLayout scan(List<Volume> disks, List<VolumeSystem> systems) throws IOException {
    return new VolumeScan(disks, systems).run();
  }
}
