package io.guestkit.volume;

import io.guestkit.block.ImageException;
import io.guestkit.report.PartitionTableInfo;
import io.guestkit.report.Problem;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;

/** Finds the volumes of a machine's disks. */
public final class VolumeSystems {
  private static final List<VolumeSystem> BUILT_IN = List.of();

  /** 8: partition, LUKS, LVM, MD and a table inside make five. */
  private static final int MAX_DEPTH = 8;

  private VolumeSystems() {}

  /**
   * Returns the volumes that hold something other than volumes, and how they were found.
   *
   * @param disks the disks, whole
   */
  public static VolumeLayout scan(List<Volume> disks) throws IOException {
    List<PartitionTableInfo> tables = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    List<Volume> found = disks;
    for (int depth = 0; depth < MAX_DEPTH; depth++) {
      List<Volume> next = new ArrayList<>(found);
      for (VolumeSystem system : systems()) {
        List<Volume> members = matching(system, next, problems);
        if (!members.isEmpty()) {
          next.removeAll(members);
          open(system, members, tables, next, problems);
        }
      }
      if (next.equals(found)) {
        break;
      }
      found = next;
    }
    return new VolumeLayout(tables, found, problems);
  }

  private static List<VolumeSystem> systems() {
    List<VolumeSystem> systems = new ArrayList<>(BUILT_IN);
    ServiceLoader.load(VolumeSystem.class).forEach(systems::add);
    return systems;
  }

  private static List<Volume> matching(
      VolumeSystem system, List<Volume> volumes, List<Problem> problems) throws IOException {
    List<Volume> members = new ArrayList<>();
    for (Volume volume : volumes) {
      try {
        if (system.matches(volume)) {
          members.add(volume);
        }
      } catch (ImageException e) {
        problems.add(e.problem(volume.device(), null));
      }
    }
    return members;
  }

  private static void open(
      VolumeSystem system,
      List<Volume> members,
      List<PartitionTableInfo> tables,
      List<Volume> volumes,
      List<Problem> problems)
      throws IOException {
    try {
      VolumeLayout layout = system.open(members);
      tables.addAll(layout.partitionTables());
      volumes.addAll(layout.volumes());
      problems.addAll(layout.problems());
    } catch (ImageException e) {
      problems.add(e.problem(members.getFirst().device(), null));
    }
  }
}
