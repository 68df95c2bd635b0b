package io.guestkit.inspect;

import io.guestkit.guest.GuestRoot;
import io.guestkit.report.OperatingSystem;
import java.io.IOException;
import java.util.Optional;

/** Reads the facts of one guest. */
public final class GuestInspector {
  private GuestInspector() {}

  /**
   * Returns the operating system of a guest, or empty where its root holds none.
   *
   * @throws io.guestkit.block.LimitExceededException if the budget ends before the system is known
   */
  public static Optional<OperatingSystem> inspect(
      GuestRoot guest, Facts facts, InspectionNotes notes) throws IOException {
    return Optional.empty();
  }
}
