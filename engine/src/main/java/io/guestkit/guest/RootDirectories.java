package io.guestkit.guest;

import io.guestkit.block.ImageException;
import io.guestkit.block.LimitExceededException;
import io.guestkit.filesystem.FileEntry;
import io.guestkit.filesystem.FileName;
import io.guestkit.filesystem.FileType;
import io.guestkit.filesystem.Filesystem;
import io.guestkit.filesystem.VolumeContent;
import io.guestkit.guest.table.FstabLine;
import io.guestkit.report.Problem;
import io.guestkit.report.SubvolumeInfo;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The directories of one filesystem that are roots of systems: the one that is mounted by default,
 * or the subvolumes that are. Of a system and its snapshots the system alone is one: a subvolume
 * that its own fstab mounts at {@code /}; where none does, those that are no snapshot of another.
 */
final class RootDirectories {
  /** 1 MiB: 4096 lines of 256 bytes. */
  private static final int MAX_TABLE_BYTES = 1 << 20;

  /** 1024: snapshot tools keep some dozens by default; each costs a look into its directories. */
  private static final int MAX_SUBVOLUMES = 1024;

  /** A subvolume whose directory looks like a root. */
  private record Candidate(SubvolumeInfo subvolume, SystemRoot root) {}

  private final String volume;
  private final Filesystem filesystem;
  private final List<VolumeContent> contents;
  private final List<Problem> problems;

  /**
   * Looks at one filesystem.
   *
   * @param contents every volume of the machine
   */
  RootDirectories(VolumeContent content, List<VolumeContent> contents, List<Problem> problems) {
    this.contents = contents;
    this.volume = content.volume().device();
    this.filesystem = content.filesystem().orElseThrow();
    this.problems = problems;
  }

  List<SystemRoot> find() throws IOException {
    Optional<SystemRoot> mounted = root(filesystem.root());
    if (mounted.isPresent()) {
      return List.of(mounted.get());
    }
    if (!filesystem.hasSubvolumes()) {
      return List.of();
    }
    List<Candidate> candidates = candidates();
    List<SystemRoot> roots = new ArrayList<>();
    for (Candidate candidate : candidates) {
      if (mountsItself(candidate)) {
        roots.add(candidate.root());
      }
    }
    return roots.isEmpty() ? originals(candidates) : roots;
  }

  /** Returns the system whose filesystem has a directory for its top, or empty. */
  private Optional<SystemRoot> root(FileEntry directory) throws IOException {
    Mount top = new Mount("/", volume, filesystem, directory);
    Optional<SystemRoot> deployed = Ostree.find(top, contents, problems);
    if (deployed.isPresent()) {
      return deployed;
    }
    return RootMarks.isRoot(filesystem, directory)
        ? Optional.of(SystemRoot.of(top))
        : NixStore.find(top);
  }

  private List<Candidate> candidates() throws IOException {
    List<Candidate> candidates = new ArrayList<>();
    List<SubvolumeInfo> subvolumes = filesystem.subvolumes();
    if (subvolumes.size() > MAX_SUBVOLUMES) {
      problems.add(
          new Problem(
              "limit",
              volume,
              null,
              "%s: of %d subvolumes the first %d were looked at for systems"
                  .formatted(volume, subvolumes.size(), MAX_SUBVOLUMES)));
      subvolumes = subvolumes.subList(0, MAX_SUBVOLUMES);
    }
    for (SubvolumeInfo subvolume : subvolumes) {
      try {
        root(filesystem.subvolume(subvolume.path()))
            .ifPresent(root -> candidates.add(new Candidate(subvolume, root)));
      } catch (LimitExceededException e) {
        throw e;
      } catch (ImageException e) {
        problems.add(e.problem(SubvolumeDevice.name(volume, subvolume.path()), null));
      }
    }
    return candidates;
  }

  private boolean mountsItself(Candidate candidate) throws IOException {
    GuestRoot alone = GuestRoot.of(MountTable.of(candidate.root().mount()));
    for (FstabLine line : lines(alone, problems)) {
      if (line.path().equals("/")) {
        try {
          return Subvolumes.path(filesystem, line)
              .map(path -> path.equals(candidate.subvolume().path()))
              .orElse(false);
        } catch (LimitExceededException e) {
          throw e;
        } catch (ImageException e) {
          return false; // it names a subvolume that is not there, so not itself
        }
      }
    }
    return false;
  }

  private static List<SystemRoot> originals(List<Candidate> candidates) {
    Set<String> uuids = new HashSet<>();
    for (Candidate candidate : candidates) {
      String uuid = candidate.subvolume().uuid();
      if (uuid != null) {
        uuids.add(uuid);
      }
    }
    List<SystemRoot> originals = new ArrayList<>();
    for (Candidate candidate : candidates) {
      String parent = candidate.subvolume().parentUuid();
      if (parent == null || !uuids.contains(parent)) {
        originals.add(candidate.root());
      }
    }
    return originals;
  }

  /** Returns the lines of a root's own fstab. */
  static List<FstabLine> lines(GuestRoot root, List<Problem> problems) throws IOException {
    return FstabLine.parse(text(root, "/etc/fstab", problems));
  }

  /** Returns a table of a root; one that cannot be read has no lines, and is a problem. */
  static String text(GuestRoot root, String path, List<Problem> problems) throws IOException {
    try {
      Optional<GuestFile> table = root.find(path);
      return table.isEmpty() || table.get().entry().type() == FileType.DIRECTORY
          ? ""
          : FileName.decode(root.read(table.get(), MAX_TABLE_BYTES));
    } catch (LimitExceededException e) {
      throw e;
    } catch (ImageException e) {
      Problem problem = e.problem(root.device(), path);
      if (!problems.contains(problem)) {
        problems.add(problem);
      }
      return "";
    }
  }
}
