package io.guestkit.guest;

import io.guestkit.filesystem.VolumeContent;
import io.guestkit.guest.device.Devices;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Systems on partitions that take turns (Bottlerocket's ROOT-A and ROOT-B) are one system. */
final class SystemSlots {
  private SystemSlots() {}

  /** Returns the systems without those in whose place another one is started. */
  static List<SystemRoot> started(List<SystemRoot> roots, List<VolumeContent> contents) {
    if (roots.size() < 2) {
      return roots;
    }
    List<SystemRoot> started = new ArrayList<>();
    for (SystemRoot root : roots) {
      List<VolumeContent> partitions = new Devices(contents, root.volume(), "").ofRootDisk();
      boolean stands = true;
      for (SystemRoot other : roots) {
        stands &= !isBefore(other, root, partitions);
      }
      if (stands) {
        started.add(root);
      }
    }
    return started;
  }

  private static boolean isBefore(
      SystemRoot other, SystemRoot root, List<VolumeContent> partitions) {
    Optional<VolumeContent> a = find(partitions, other.volume());
    Optional<VolumeContent> b = find(partitions, root.volume());
    return a.isPresent()
        && b.isPresent()
        && Slot.areTurns(a.get(), b.get())
        && Slot.of(a.get(), partitions).priority() > Slot.of(b.get(), partitions).priority();
  }

  /** Returns the partition that is a device. */
  static Optional<VolumeContent> find(List<VolumeContent> partitions, String device) {
    for (VolumeContent partition : partitions) {
      if (partition.volume().device().equals(device)) {
        return Optional.of(partition);
      }
    }
    return Optional.empty();
  }
}
