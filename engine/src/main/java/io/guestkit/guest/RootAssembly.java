package io.guestkit.guest;

import io.guestkit.filesystem.VolumeContent;
import io.guestkit.guest.device.Devices;
import io.guestkit.guest.table.CrypttabLine;
import io.guestkit.guest.table.FstabLine;
import io.guestkit.report.FstabEntry;
import io.guestkit.report.Problem;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Mounts the filesystems of one guest: those of its /etc/fstab, shorter paths first as systemd
 * does, {@code noauto} ones too as virt-inspector does, the first line of a path; its mount units;
 * what its kind of system mounts by itself; and at last partitions whose type says where they
 * belong.
 */
final class RootAssembly {
  /** What the tables are read from, so that it is there before them. */
  private static final Set<String> FIRST = Set.of("/etc", "/usr");

  private final SystemRoot root;
  private final List<VolumeContent> contents;
  private final List<Problem> problems;

  /**
   * Starts with a root.
   *
   * @param contents every volume of the machine
   * @param problems receives what could not be mounted
   */
  RootAssembly(SystemRoot root, List<VolumeContent> contents, List<Problem> problems) {
    this.root = root;
    this.contents = contents;
    this.problems = problems;
  }

  GuestRoot run(List<Mount> usrs) throws IOException {
    GuestRoot start = GuestRoot.of(start());
    List<FstabLine> fstab = RootDirectories.lines(start, problems);
    String spec = rootSpec(fstab);
    Devices devices = new Devices(contents, root.volume(), spec);
    List<CrypttabLine> crypttab =
        CrypttabLine.parse(RootDirectories.text(start, "/etc/crypttab", problems));
    Encrypted encrypted = new Encrypted(contents, crypttab, devices);
    Mounter mounter = new Mounter(start, devices, encrypted, problems);
    mountAll(mounter, fstab, usrs, devices.ofRootDisk());
    boolean medium =
        spec.isEmpty() && RootMarks.isMedium(root.mount().filesystem(), root.mount().root());
    GuestLayout layout =
        new GuestLayout(entries(fstab, devices), encrypted.entries(), root.path(), medium);
    return new GuestRoot(mounter.mounts(), layout);
  }

  /** Returns the root with what has to be there before its tables are read. */
  private MountTable start() throws IOException {
    MountTable mounts = MountTable.of(root.mount());
    for (Mount mount : root.own()) {
      if (FIRST.contains(mount.path())) {
        mounts = mounts.with(mount);
      }
    }
    Optional<Mount> nix = NixStore.elsewhere(GuestRoot.of(mounts), contents);
    return nix.isPresent() ? mounts.with(nix.get()) : mounts;
  }

  private void mountAll(
      Mounter mounter, List<FstabLine> fstab, List<Mount> usrs, List<VolumeContent> partitions)
      throws IOException {
    MountUnits units = new MountUnits(problems);
    mounter.mountAll(units.override(mounter.guest(), fstab));
    mountUsr(mounter, usrs, partitions);
    Set<String> places = places(fstab);
    mounter.mountAll(units.wanted(mounter.guest(), places));
    for (Mount mount : root.own()) {
      mounter.add(mount);
    }
    new PartitionMounts(partitions, places, mounter).run();
  }

  private static String rootSpec(List<FstabLine> fstab) {
    for (FstabLine line : fstab) {
      if (line.path().equals("/") && !line.type().equals("overlay")) {
        return line.spec();
      }
    }
    return "";
  }

  private static Set<String> places(List<FstabLine> fstab) {
    Set<String> places = new HashSet<>();
    for (FstabLine line : fstab) {
      String path = line.path();
      boolean slash = path.length() > 1 && path.endsWith("/");
      places.add(slash ? path.substring(0, path.length() - 1) : path);
    }
    return places;
  }

  private static List<FstabEntry> entries(List<FstabLine> fstab, Devices devices) {
    List<FstabEntry> entries = new ArrayList<>(fstab.size());
    for (FstabLine line : fstab) {
      Optional<VolumeContent> content = devices.find(line.spec());
      entries.add(line.entry(content.map(found -> found.volume().device()).orElse(null)));
    }
    return entries;
  }

  /**
   * A system that says nothing of itself, and whose fstab does not mount a /usr, gets the one that
   * it starts with: some (CoreOS) mount it from the kernel command line.
   */
  private void mountUsr(Mounter mounter, List<Mount> usrs, List<VolumeContent> partitions)
      throws IOException {
    if (mounter.mounts().covers("/usr") || usrs.isEmpty()) {
      return;
    }
    GuestRoot guest = mounter.guest();
    if (guest.find("/etc/os-release").isPresent() || guest.find("/usr/lib").isPresent()) {
      return;
    }
    Optional<Mount> chosen = new UsrPartitions(partitions, root.volume()).choose(usrs);
    if (chosen.isPresent()) {
      mounter.add(chosen.get());
    } else {
      problems.add(
          new Problem(
              "unsupported",
              guest.device(),
              "/usr",
              "%d filesystems could be the /usr of this system, and none of them is mounted"
                  .formatted(usrs.size())));
    }
  }
}
