package io.guestkit;

import io.guestkit.filesystem.Filesystem;
import io.guestkit.guest.GuestRoot;
import io.guestkit.testing.Sources;
import java.io.IOException;

/** Files behind the door that no image holds. */
public final class MemoryGuests {
  private MemoryGuests() {}

  /** Returns the files of one filesystem. */
  public static GuestFiles files(Filesystem filesystem) throws IOException {
    return files(GuestRoot.of("/dev/sda", filesystem));
  }

  static GuestFiles files(GuestRoot root) {
    return new GuestFilesView(() -> {}, root, Sources.session().budget());
  }
}
