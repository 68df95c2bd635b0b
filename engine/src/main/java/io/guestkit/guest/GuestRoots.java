package io.guestkit.guest;

import io.guestkit.filesystem.VolumeContent;
import io.guestkit.report.Problem;
import java.io.IOException;
import java.util.List;

/** Puts the filesystems of a machine together as its guests would mount them. */
public final class GuestRoots {
  private GuestRoots() {}

  /**
   * Returns the roots of operating systems, in the order of their devices.
   *
   * @param problems receives what could not be mounted
   */
  public static List<GuestRoot> assemble(List<VolumeContent> contents, List<Problem> problems)
      throws IOException {
    return List.of();
  }
}
