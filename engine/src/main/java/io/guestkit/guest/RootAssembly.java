package io.guestkit.guest;

import io.guestkit.block.ImageException;
import io.guestkit.block.LimitExceededException;
import io.guestkit.block.MissingImageException;
import io.guestkit.filesystem.FileEntry;
import io.guestkit.filesystem.FileName;
import io.guestkit.filesystem.Filesystem;
import io.guestkit.filesystem.VolumeContent;
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

  private final String volume;
  private final String device;
  private final Devices devices;
  private final List<Problem> problems;
  private MountTable mounts;

  /**
   * Starts with a root.
   *
   * @param contents every volume of the machine
   * @param problems receives what could not be mounted
   */
  RootAssembly(Mount root, List<VolumeContent> contents, List<Problem> problems) {
    this.volume = root.volume();
    this.device = root.directory().device();
    this.devices = new Devices(contents);
    this.problems = problems;
    this.mounts = MountTable.of(root);
  }

  GuestRoot run(List<Mount> usrs) throws IOException {
    List<FstabLine> lines = RootDirectories.lines(new GuestRoot(mounts, List.of()), problems);
    IdentityHashMap<FstabLine, VolumeContent> found = new IdentityHashMap<>();
    for (FstabLine line : lines) {
      devices.find(line.spec(), volume).ifPresent(content -> found.put(line, content));
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
      } else {
        mountFilesystem(line, path, content.get());
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

  private void mountFilesystem(FstabLine line, String path, VolumeContent content)
      throws IOException {
    Filesystem filesystem = content.filesystem().orElseThrow();
    String found = content.volume().device();
    try {
      FileEntry root = Subvolumes.root(filesystem, line);
      mounts = mounts.with(new Mount(path, found, filesystem, root));
    } catch (MissingImageException e) {
      noteAbsent(
          line,
          path,
          "fstab mounts a subvolume of %s at %s: %s"
              .formatted(found, FileName.display(path), e.getMessage()));
    }
  }

  private void noteMissing(FstabLine line, String path) {
    noteAbsent(
        line,
        path,
        "fstab mounts %s at %s, and no volume of the given disks is that"
            .formatted(FileName.display(line.spec()), FileName.display(path)));
  }

  private void noteAbsent(FstabLine line, String path, String sentence) {
    if (line.has("noauto") || line.has("nofail") || REMOVABLE.contains(line.type())) {
      return;
    }
    Problem problem = new Problem("missing", device, path, sentence);
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
  private void mountUsr(List<Mount> usrs) throws IOException {
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
    Mount usr = usrs.getFirst();
    mounts = mounts.with(new Mount("/usr", usr.volume(), usr.filesystem(), usr.root()));
  }
}
