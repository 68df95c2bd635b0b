package io.guestkit.guest;

import io.guestkit.block.ImageException;
import io.guestkit.block.LimitExceededException;
import io.guestkit.filesystem.FileEntry;
import io.guestkit.filesystem.Filesystem;
import io.guestkit.filesystem.VolumeContent;
import io.guestkit.report.Problem;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Puts the filesystems of a machine together as its guests would mount them. */
public final class GuestRoots {
  private GuestRoots() {}

  /** Finds something in a filesystem. */
  private interface Search<T> {
    List<T> in(VolumeContent content) throws IOException;
  }

  /**
   * Returns the roots of operating systems, in the order of their devices, and after them the media
   * that systems are started or installed from.
   *
   * @param problems receives what could not be mounted
   */
  public static List<GuestRoot> assemble(List<VolumeContent> contents, List<Problem> problems)
      throws IOException {
    List<SystemRoot> roots =
        such(
            contents, content -> new RootDirectories(content, contents, problems).find(), problems);
    List<Mount> usrs = such(contents, RootMarks::usr, problems);
    if (roots.isEmpty() && !usrs.isEmpty()) {
      roots.addAll(UnstartedRoot.find(usrs, contents));
    }
    List<SystemRoot> started = SystemSlots.started(roots, contents);
    Set<String> known = new HashSet<>();
    roots.forEach(root -> known.add(root.volume()));
    List<GuestRoot> guests = new ArrayList<>();
    for (SystemRoot root : started) {
      guests.add(new RootAssembly(root, contents, problems).run(usrs));
    }
    for (SystemRoot medium : such(contents, content -> media(content, known), problems)) {
      guests.add(new GuestRoot(MountTable.of(medium.mount()), GuestLayout.MEDIUM));
    }
    return guests;
  }

  private static List<SystemRoot> media(VolumeContent content, Set<String> known)
      throws IOException {
    Filesystem filesystem = content.filesystem().orElseThrow();
    String volume = content.volume().device();
    FileEntry top = filesystem.root();
    return known.contains(volume) || !RootMarks.isMedium(filesystem, top)
        ? List.of()
        : List.of(SystemRoot.of(new Mount("/", volume, filesystem, top)));
  }

  private static <T> List<T> such(
      List<VolumeContent> contents, Search<T> search, List<Problem> problems) throws IOException {
    List<T> found = new ArrayList<>();
    for (VolumeContent content : contents) {
      if (content.filesystem().isEmpty()) {
        continue;
      }
      try {
        found.addAll(search.in(content));
      } catch (LimitExceededException e) {
        throw e;
      } catch (ImageException e) {
        Problem problem = e.problem(content.volume().device(), null);
        if (!problems.contains(problem)) {
          problems.add(problem);
        }
      }
    }
    return found;
  }
}
