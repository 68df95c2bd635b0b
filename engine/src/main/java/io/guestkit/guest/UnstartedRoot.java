package io.guestkit.guest;

import io.guestkit.filesystem.FileType;
import io.guestkit.filesystem.VolumeContent;
import io.guestkit.guest.device.Devices;
import io.guestkit.report.PartitionInfo;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Systems of Flatcar before their first start: the partition ROOT is as good as empty, all is in
 * the partitions USR-A and USR-B, the first /etc too. Source: Flatcar's disk layout.
 */
final class UnstartedRoot {
  private static final String ROOT = "ROOT";
  private static final String ETC = "/share/flatcar/etc";

  private UnstartedRoot() {}

  /** Returns such systems: one for each disk that has their partitions. */
  static List<SystemRoot> find(List<Mount> usrs, List<VolumeContent> contents) throws IOException {
    Set<String> known = new TreeSet<>();
    List<SystemRoot> roots = new ArrayList<>();
    for (Mount usr : usrs) {
      List<VolumeContent> partitions = new Devices(contents, usr.volume(), "").ofRootDisk();
      Optional<VolumeContent> root = root(partitions);
      if (root.isPresent() && known.add(root.get().volume().device())) {
        String volume = root.get().volume().device();
        Optional<Mount> started = new UsrPartitions(partitions, volume).choose(usrs);
        if (started.isPresent()) {
          of(root.get(), started.get()).ifPresent(roots::add);
        }
      }
    }
    return roots;
  }

  private static Optional<SystemRoot> of(VolumeContent root, Mount usr) throws IOException {
    GuestRoot alone = GuestRoot.of(usr.volume(), usr.filesystem(), usr.root());
    Optional<GuestFile> etc = alone.find(ETC);
    if (etc.isEmpty() || etc.get().entry().type() != FileType.DIRECTORY) {
      return Optional.empty();
    }
    var filesystem = root.filesystem().orElseThrow();
    Mount top = new Mount("/", root.volume().device(), filesystem, filesystem.root());
    return Optional.of(new SystemRoot(top, Optional.empty(), List.of(usr, etc.get().at("/etc"))));
  }

  private static Optional<VolumeContent> root(List<VolumeContent> partitions) {
    for (VolumeContent content : partitions) {
      PartitionInfo partition = content.volume().partition();
      if (content.filesystem().isPresent() && partition != null && ROOT.equals(partition.label())) {
        return Optional.of(content);
      }
    }
    return Optional.empty();
  }
}
