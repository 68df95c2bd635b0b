package io.guestkit.guest.device;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which disk of a machine a guest means by a name of its own. A name that counts (/dev/sdb, hdb,
 * vdb, nvme1n1) is the disk of that place, unless the guest's line for {@code /} shows that it
 * counts otherwise: it calls the disk of its root by another name. What names a disk by its serial
 * number or its slot is the root's disk where that line has the same, else the one that is left.
 *
 * @param disks every disk with partitions
 * @param root the disk of the guest's root
 * @param renamed disks by the names that the guest has for them
 */
record DiskNames(Set<String> disks, String root, Map<String, String> renamed) {
  private static final String USB = "/dev/disk/by-id/usb-";

  /**
   * Makes the names of a guest.
   *
   * @param root device of its root
   * @param rootSpec the device field of its line for {@code /}, canonical; empty where it has none
   */
  static DiskNames of(Set<String> disks, String root, String rootSpec) {
    DiskPart found = DiskPart.of(root);
    DiskPart meant = DiskPart.of(rootSpec);
    String disk = found.disk();
    boolean learned =
        found.number() > 0
            && found.number() == meant.number()
            && (disks.contains(meant.disk())
                || meant.isUnordered()
                || meant.disk().startsWith("/dev/sd"));
    if (!learned || meant.disk().equals(disk)) {
      return new DiskNames(disks, disk, Map.of());
    }
    // The two change places: what the guest calls by the root's name is the other one.
    return new DiskNames(
        disks,
        disk,
        meant.isUnordered()
            ? Map.of(meant.disk(), disk)
            : Map.of(meant.disk(), disk, disk, meant.disk()));
  }

  /** Returns the device of a canonical name, or empty where the name may be any disk's. */
  Optional<String> device(String name) {
    DiskPart part = DiskPart.of(name);
    String disk = renamed.get(part.disk());
    if (disk != null) {
      return Optional.of(device(disk, part));
    }
    if (!part.isUnordered()) {
      return Optional.of(name);
    }
    return name.startsWith(USB) ? Optional.empty() : left().map(other -> device(other, part));
  }

  private static String device(String disk, DiskPart part) {
    return part.number() == 0 ? disk : disk + part.number();
  }

  /** Returns the only disk that no other name is known to be of. */
  private Optional<String> left() {
    Optional<String> left = Optional.empty();
    for (String disk : disks) {
      if (!renamed.containsValue(disk)) {
        if (left.isPresent()) {
          return Optional.empty();
        }
        left = Optional.of(disk);
      }
    }
    return left;
  }
}
