package io.guestkit.guest;

import io.guestkit.block.ImageException;
import io.guestkit.block.LimitExceededException;
import io.guestkit.filesystem.FileName;
import io.guestkit.filesystem.FileType;
import io.guestkit.filesystem.Filesystem;
import io.guestkit.filesystem.VolumeContent;
import io.guestkit.report.FilesystemInfo;
import io.guestkit.report.FstabEntry;
import io.guestkit.report.Problem;
import java.io.IOException;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Mounts the filesystems of one guest: those of its /etc/fstab, shorter paths first as systemd
 * does, {@code noauto} ones too as virt-inspector does. The first line of a path counts.
 */
final class RootAssembly {
  /** 1 MiB: 4096 lines of 256 bytes. */
  private static final int MAX_FSTAB_BYTES = 1 << 20;

  /** Types that no volume holds, or that are not mounted at a path. */
  private static final Set<String> NOT_ON_DISK =
      Set.of(
          "swap",
          "none",
          "ignore",
          "proc",
          "sysfs",
          "tmpfs",
          "ramfs",
          "devtmpfs",
          "devpts",
          "cgroup",
          "cgroup2",
          "debugfs",
          "tracefs",
          "securityfs",
          "configfs",
          "pstore",
          "mqueue",
          "hugetlbfs",
          "usbfs",
          "binfmt_misc",
          "rpc_pipefs",
          "nfsd",
          "fusectl",
          "efivarfs",
          "bpf",
          "autofs",
          "overlay",
          "aufs",
          "nfs",
          "nfs4",
          "cifs",
          "smb3",
          "9p",
          "virtiofs",
          "glusterfs",
          "ceph",
          "sshfs",
          "fuse",
          "davfs");

  /** Types of media that come and go. */
  private static final Set<String> REMOVABLE = Set.of("iso9660", "udf", "udf,iso9660");

  private final String device;
  private final Filesystem filesystem;
  private final Devices devices;
  private final List<Problem> problems;
  private MountTable mounts;

  RootAssembly(VolumeContent root, List<VolumeContent> contents, List<Problem> problems)
      throws IOException {
    this.device = root.volume().device();
    this.filesystem = root.filesystem().orElseThrow();
    this.devices = new Devices(contents);
    this.problems = problems;
    this.mounts = MountTable.of(new Mount("/", device, filesystem, filesystem.root()));
  }

  GuestRoot run(List<VolumeContent> usrs) throws IOException {
    List<FstabLine> lines = lines();
    IdentityHashMap<FstabLine, VolumeContent> found = new IdentityHashMap<>();
    for (FstabLine line : lines) {
      devices.find(line.spec(), device).ifPresent(content -> found.put(line, content));
    }
    List<FstabLine> order = new ArrayList<>(lines);
    order.sort((a, b) -> Integer.compare(depth(a), depth(b)));
    for (FstabLine line : order) {
      if (isMounted(line)) {
        mount(line, Optional.ofNullable(found.get(line)));
      }
    }
    mountUsr(usrs);
    List<FstabEntry> entries = new ArrayList<>();
    for (FstabLine line : lines) {
      VolumeContent content = found.get(line);
      entries.add(line.entry(content == null ? null : content.volume().device()));
    }
    return new GuestRoot(mounts, entries);
  }

  private List<FstabLine> lines() throws IOException {
    GuestRoot alone = new GuestRoot(mounts, List.of());
    try {
      Optional<GuestFile> fstab = alone.find("/etc/fstab");
      if (fstab.isEmpty() || fstab.get().entry().type() != FileType.REGULAR) {
        return List.of();
      }
      return FstabLine.parse(FileName.decode(alone.read(fstab.get(), MAX_FSTAB_BYTES)));
    } catch (LimitExceededException e) {
      throw e;
    } catch (ImageException e) {
      problems.add(e.problem(device, "/etc/fstab"));
      return List.of();
    }
  }

  private static int depth(FstabLine line) {
    int depth = 0;
    for (int i = 0; i + 1 < line.path().length(); i++) {
      depth += line.path().charAt(i) == '/' && line.path().charAt(i + 1) != '/' ? 1 : 0;
    }
    return depth;
  }

  /** The root is mounted already, whatever its line says. */
  private static boolean isMounted(FstabLine line) {
    return line.path().startsWith("/")
        && depth(line) > 0
        && !NOT_ON_DISK.contains(line.type())
        && !line.type().startsWith("fuse.")
        && !line.has("bind")
        && !line.has("rbind")
        && Devices.isLocal(line.spec());
  }

  private void mount(FstabLine line, Optional<VolumeContent> content) throws IOException {
    try {
      String path = resolved(line.path());
      if (mounts.covers(path)) {
        return;
      }
      if (content.isEmpty()) {
        noteMissing(line, path);
      } else if (content.get().filesystem().isEmpty()) {
        noteUnread(path, content.get());
      } else if (!isOtherSubvolume(line, content.get())) {
        Filesystem mounted = content.get().filesystem().get();
        mounts =
            mounts.with(new Mount(path, content.get().volume().device(), mounted, mounted.root()));
      }
    } catch (LimitExceededException e) {
      throw e;
    } catch (ImageException e) {
      problems.add(e.problem(device, line.path()));
    }
  }

  /** Returns where a mount lands: links resolved as far as the path is there, the rest as it is. */
  private String resolved(String path) throws IOException {
    GuestRoot guest = new GuestRoot(mounts, List.of());
    String head = path;
    String rest = "";
    Optional<GuestFile> found = guest.find(head);
    while (found.isEmpty()) {
      int slash = head.lastIndexOf('/');
      rest = slash + 1 < head.length() ? head.substring(slash) + rest : rest;
      head = head.substring(0, slash);
      found = guest.find(head);
    }
    String base = found.get().path();
    return base.equals("/") && !rest.isEmpty() ? rest : base + rest;
  }

  private static boolean isOtherSubvolume(FstabLine line, VolumeContent content) {
    boolean named = false;
    for (String option : line.options()) {
      named |= option.startsWith("subvol=") || option.startsWith("subvolid=");
    }
    return named && content.info().map(FilesystemInfo::type).orElse("").equals("btrfs");
  }

  private void noteMissing(FstabLine line, String path) {
    if (line.has("noauto") || line.has("nofail") || REMOVABLE.contains(line.type())) {
      return;
    }
    Problem problem =
        new Problem(
            "missing",
            device,
            path,
            "fstab mounts %s at %s, and no volume of the given disks is that"
                .formatted(FileName.display(line.spec()), FileName.display(path)));
    problems.add(problem);
    mounts = mounts.without(path, problem);
  }

  private void noteUnread(String path, VolumeContent content) {
    Problem problem =
        new Problem(
            "unsupported",
            content.volume().device(),
            path,
            "%s at %s cannot be read: %s"
                .formatted(
                    content.volume().device(),
                    FileName.display(path),
                    content
                        .info()
                        .map(info -> "its " + info.type() + " is not read here")
                        .orElse("no filesystem was recognised")));
    problems.add(problem);
    mounts = mounts.without(path, problem);
  }

  /**
   * A system that says nothing of itself, and whose fstab does not mount a /usr, gets the only /usr
   * there is: some (CoreOS) mount it from the kernel command line.
   */
  private void mountUsr(List<VolumeContent> usrs) throws IOException {
    if (mounts.covers("/usr") || usrs.isEmpty()) {
      return;
    }
    GuestRoot guest = new GuestRoot(mounts, List.of());
    if (guest.find("/etc/os-release").isPresent() || guest.find("/usr/lib").isPresent()) {
      return;
    }
    if (usrs.size() > 1) {
      problems.add(
          new Problem(
              "unsupported",
              device,
              "/usr",
              "%d filesystems could be the /usr of this system, and none of them is mounted"
                  .formatted(usrs.size())));
      return;
    }
    Filesystem usr = usrs.getFirst().filesystem().orElseThrow();
    mounts = mounts.with(new Mount("/usr", usrs.getFirst().volume().device(), usr, usr.root()));
  }
}
