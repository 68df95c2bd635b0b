package io.guestkit.inspect;

import io.guestkit.filesystem.Filesystem;
import io.guestkit.guest.GuestRoot;
import io.guestkit.report.OperatingSystem;
import java.io.IOException;
import java.util.List;

/** Inspects trees for tests. */
public final class Guests {
  private Guests() {}

  /** Returns the system of a tree with these facts. */
  public static OperatingSystem inspect(Filesystem tree, InspectionNotes notes, String... facts)
      throws IOException {
    return GuestInspector.inspect(GuestRoot.of("/dev/sda1", tree), Facts.of(List.of(facts)), notes)
        .orElseThrow();
  }

  /** Returns the system of a tree with these facts, whatever could not be read. */
  public static OperatingSystem inspect(Filesystem tree, String... facts) throws IOException {
    return inspect(tree, new InspectionNotes(), facts);
  }
}
