package io.guestkit.guest;

import io.guestkit.block.ImageException;
import io.guestkit.block.LimitExceededException;
import io.guestkit.filesystem.Filesystem;
import io.guestkit.filesystem.VolumeContent;
import io.guestkit.report.Problem;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Puts the filesystems of a machine together as its guests would mount them. */
public final class GuestRoots {
  private GuestRoots() {}

  /** A yes or no that a filesystem is asked for. */
  private interface Question {
    boolean isTrueOf(Filesystem filesystem) throws IOException;
  }

  /**
   * Returns the roots of operating systems, in the order of their devices.
   *
   * @param problems receives what could not be mounted
   */
  public static List<GuestRoot> assemble(List<VolumeContent> contents, List<Problem> problems)
      throws IOException {
    List<VolumeContent> roots = such(contents, RootMarks::isRoot, problems);
    List<GuestRoot> guests = new ArrayList<>();
    List<VolumeContent> usrs =
        roots.isEmpty() ? List.of() : such(contents, RootMarks::isUsr, problems);
    for (VolumeContent root : roots) {
      guests.add(new RootAssembly(root, contents, problems).run(usrs));
    }
    return guests;
  }

  private static List<VolumeContent> such(
      List<VolumeContent> contents, Question question, List<Problem> problems) throws IOException {
    List<VolumeContent> found = new ArrayList<>();
    for (VolumeContent content : contents) {
      try {
        if (content.filesystem().isPresent() && question.isTrueOf(content.filesystem().get())) {
          found.add(content);
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
