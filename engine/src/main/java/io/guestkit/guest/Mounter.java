package io.guestkit.guest;

import io.guestkit.block.ImageException;
import io.guestkit.block.LimitExceededException;
import io.guestkit.block.MissingImageException;
import io.guestkit.filesystem.FileEntry;
import io.guestkit.filesystem.FileName;
import io.guestkit.filesystem.Filesystem;
import io.guestkit.filesystem.VolumeContent;
import io.guestkit.guest.device.Devices;
import io.guestkit.guest.table.FstabLine;
import io.guestkit.report.Problem;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Mounts one thing after the other; what cannot be mounted is a problem and hides its place. */
final class Mounter {
  /** 1024: a large server has some dozens; bounds the work of mounts that show other mounts. */
  static final int MAX_MOUNTS = 1024;

  /** Types of media that come and go. */
  private static final Set<String> REMOVABLE = Set.of("iso9660", "udf", "udf,iso9660");

  private final Devices devices;
  private final Encrypted encrypted;
  private final List<Problem> problems;
  private final String device;
  private MountTable mounts;

  Mounter(GuestRoot start, Devices devices, Encrypted encrypted, List<Problem> problems) {
    this.devices = devices;
    this.encrypted = encrypted;
    this.problems = problems;
    this.device = start.device();
    this.mounts = start.mounts();
  }

  MountTable mounts() {
    return mounts;
  }

  GuestRoot guest() {
    return GuestRoot.of(mounts);
  }

  /** Mounts what fills its own place already known, unless something else is there. */
  void add(Mount mount) {
    if (!mounts.covers(mount.path())) {
      mounts = mounts.with(mount);
    }
  }

  /** Returns whether a filesystem of a volume is at some place. */
  boolean isMounted(String volume) {
    return mounts.hasVolume(volume);
  }

  /** Mounts a partition whose type says that it belongs to a place. */
  void mountPartition(String path, VolumeContent partition) throws IOException {
    Optional<Filesystem> filesystem = partition.filesystem();
    if (filesystem.isEmpty()) {
      noteUnread(path, partition);
    } else {
      String volume = partition.volume().device();
      mounts = mounts.with(new Mount(path, volume, filesystem.get(), filesystem.get().root()));
    }
  }

  void mountAll(List<MountRequest> requests) throws IOException {
    for (MountRequest request : MountRequest.ordered(bounded(requests))) {
      mount(request);
    }
  }

  private List<MountRequest> bounded(List<MountRequest> requests) {
    if (requests.size() <= MAX_MOUNTS) {
      return requests;
    }
    problems.add(
        new Problem(
            "limit",
            device,
            null,
            "%d mounts, the first %d are done".formatted(requests.size(), MAX_MOUNTS)));
    return requests.subList(0, MAX_MOUNTS);
  }

  private void mount(MountRequest request) throws IOException {
    if (MountKind.of(request.line()) == MountKind.NONE) {
      return;
    }
    String path = request.line().path();
    try {
      path = resolved(path);
      if (!mounts.covers(path)) {
        switch (MountKind.of(request.line())) {
          case DEVICE -> mountDevice(request, path);
          case BIND -> mountDirectory(request, path);
          case FILE -> noteFile(request, path);
          case UNREAD -> noteNeverRead(request, path);
          case NONE -> {}
        }
      }
    } catch (LimitExceededException e) {
      throw e;
    } catch (ImageException e) {
      Problem problem = e.problem(device, path);
      problems.add(problem);
      mounts = mounts.without(path, problem);
    }
  }

  /** Returns where a mount lands: links resolved as far as the path is there, the rest as it is. */
  private String resolved(String path) throws IOException {
    GuestRoot guest = guest();
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

  private void mountDevice(MountRequest request, String path) throws IOException {
    FstabLine line = request.line();
    Optional<VolumeContent> content = devices.find(line.spec());
    if (content.isEmpty()) {
      noteMissing(request, path);
      return;
    }
    if (content.get().filesystem().isEmpty()) {
      noteUnread(path, content.get());
      return;
    }
    Filesystem filesystem = content.get().filesystem().get();
    String found = content.get().volume().device();
    try {
      FileEntry root = Subvolumes.root(filesystem, line);
      mounts = mounts.with(new Mount(path, found, filesystem, root));
    } catch (MissingImageException e) {
      noteAbsent(
          request,
          "missing",
          path,
          "mounts a subvolume of %s at %s: %s"
              .formatted(found, FileName.display(path), e.getMessage()));
    }
  }

  private void mountDirectory(MountRequest request, String path) throws IOException {
    String source = request.line().spec();
    Optional<GuestFile> found = guest().find(source);
    if (found.isEmpty()) {
      noteAbsent(
          request,
          "missing",
          path,
          "shows %s at %s, and there is no such file"
              .formatted(FileName.display(source), FileName.display(path)));
      return;
    }
    MountTable before = mounts;
    mounts = before.with(found.get().at(path));
    if (request.line().has("rbind")) {
      mounts = mounts.withMounts(before.under(found.get().path(), path), path, MAX_MOUNTS);
    }
  }

  private void noteMissing(MountRequest request, String path) {
    FstabLine line = request.line();
    String what =
        "mounts %s at %s, and ".formatted(FileName.display(line.spec()), FileName.display(path));
    if (encrypted.isMadeAtBoot(line.spec())) {
      return; // nothing of it is on a disk
    }
    Optional<Encrypted.Reason> reason = encrypted.reason(line.spec());
    if (reason.isPresent()) {
      String where = reason.get().device().orElse(device);
      noteAbsent(request, reason.get().kind(), where, path, what + reason.get().sentence());
    } else {
      noteAbsent(request, "missing", path, what + "no volume of the given disks is that");
    }
  }

  private void noteAbsent(MountRequest request, String kind, String path, String what) {
    noteAbsent(request, kind, device, path, what);
  }

  private void noteAbsent(
      MountRequest request, String kind, String where, String path, String what) {
    if (!request.isOptional() && !REMOVABLE.contains(request.line().type())) {
      note(new Problem(kind, where, path, request.by() + " " + what));
    }
  }

  private void noteUnread(String path, VolumeContent content) {
    String reason =
        content
            .info()
            .map(info -> "its " + info.type() + " is not read here")
            .orElse("no filesystem was recognised");
    String found = content.volume().device();
    note(
        new Problem(
            "unsupported",
            found,
            path,
            "%s at %s cannot be read: %s".formatted(found, FileName.display(path), reason)));
  }

  /** Applications of snap come as images that no other part of the guest lies in. */
  private void noteFile(MountRequest request, String path) throws IOException {
    String image = request.line().spec();
    if (path.startsWith("/snap/") || path.startsWith("/var/lib/snapd/snap/")) {
      return;
    }
    if (guest().find(image).isEmpty()) {
      noteAbsent(
          request,
          "missing",
          path,
          "mounts the image %s at %s, and there is no such file"
              .formatted(FileName.display(image), FileName.display(path)));
    } else if (!request.line().has("noauto")) {
      note(
          new Problem(
              "unsupported",
              device,
              path,
              "%s mounts the image %s at %s, and images inside a guest are not read"
                  .formatted(request.by(), FileName.display(image), FileName.display(path))));
    }
  }

  /** Below layers of directories the lowest is shown, what lies over it is not known. */
  private void noteNeverRead(MountRequest request, String path) {
    FstabLine line = request.line();
    String what =
        "mounts %s (%s) at %s, which is not read"
            .formatted(
                FileName.display(line.spec()),
                FileName.display(line.type()),
                FileName.display(path));
    if (line.type().equals("zfs")) {
      noteAbsent(request, "unsupported", path, what);
    } else if (!request.isOptional()) {
      problems.add(new Problem("unsupported", device, path, request.by() + " " + what));
    }
  }

  private void note(Problem problem) {
    problems.add(problem);
    mounts = mounts.without(problem.path() == null ? "/" : problem.path(), problem);
  }
}
