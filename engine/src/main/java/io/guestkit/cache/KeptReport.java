package io.guestkit.cache;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A report in a cache, as a user is told of it.
 *
 * @param state one of the states below
 * @param used when it last was kept or found
 * @param sizeBytes what it takes
 * @param file its name in the folder
 * @param build the build of GuestKit that made it; empty where it is damaged
 * @param disks the disks that it is of
 */
public record KeptReport(
    String state, Instant used, long sizeBytes, String file, String build, List<String> disks) {
  /** The state of a report that answers. */
  public static final String CURRENT = "current";

  /** The state of a report that cannot be read. */
  public static final String DAMAGED = "damaged";

  /** The state of a report whose image is gone or has changed. */
  public static final String STALE = "stale";

  /** Copies the list. */
  public KeptReport {
    disks = List.copyOf(disks);
  }

  static KeptReport of(Path file, long size, Instant used, Optional<Entry> entry) {
    String name = String.valueOf(file.getFileName());
    if (entry.isEmpty()) {
      return new KeptReport(DAMAGED, used, size, name, "", List.of());
    }
    ReportKey key = entry.get().key();
    String state = entry.get().kept().fingerprint().holds() ? CURRENT : STALE;
    return new KeptReport(state, used, size, name, key.build(), key.disks());
  }
}
