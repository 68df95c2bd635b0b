package io.guestkit.guest;

import io.guestkit.block.ImageException;
import io.guestkit.block.LimitExceededException;
import io.guestkit.filesystem.FileEntry;
import io.guestkit.filesystem.VolumeContent;
import io.guestkit.report.Problem;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Puts the filesystems of a machine together as its guests would mount them. */
public final class GuestRoots {
  private GuestRoots() {}

  /** Finds directories of a filesystem. */
  private interface Search {
    List<FileEntry> in(VolumeContent content) throws IOException;
  }

  /**
   * Returns the roots of operating systems, in the order of their devices.
   *
   * @param problems receives what could not be mounted
   */
  public static List<GuestRoot> assemble(List<VolumeContent> contents, List<Problem> problems)
      throws IOException {
    List<Mount> roots =
        such(contents, content -> new RootDirectories(content, problems).find(), problems);
    List<GuestRoot> guests = new ArrayList<>();
    List<Mount> usrs = roots.isEmpty() ? List.of() : such(contents, RootMarks::usr, problems);
    for (Mount root : roots) {
      guests.add(new RootAssembly(root, contents, problems).run(usrs));
    }
    return guests;
  }

  private static List<Mount> such(
      List<VolumeContent> contents, Search search, List<Problem> problems) throws IOException {
    List<Mount> found = new ArrayList<>();
    for (VolumeContent content : contents) {
      if (content.filesystem().isEmpty()) {
        continue;
      }
      try {
        for (FileEntry directory : search.in(content)) {
          String volume = content.volume().device();
          found.add(new Mount("/", volume, content.filesystem().get(), directory));
        }
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
