package io.guestkit.cli;

import io.guestkit.GuestKit;
import io.guestkit.InspectOptions;
import io.guestkit.Machine;
import io.guestkit.export.FactChangeText;
import io.guestkit.report.FactChange;
import io.guestkit.report.Inspection;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** The comparison of the facts of two images or saved reports. */
final class FactDiffRun {
  private final GuestKit kit;
  private final InspectOptions options;
  private final Streams streams;

  FactDiffRun(GuestKit kit, InspectOptions options, Streams streams) {
    this.kit = kit;
    this.options = options;
    this.streams = streams;
  }

  /**
   * One of both sides.
   *
   * @param path what the command line calls it
   * @param machine it as an image, with its further disks
   */
  record Side(String path, Machine machine) {}

  /** Prints what changed, and returns the exit status. */
  int run(Side before, Side after, String output) throws IOException, UsageException {
    Inspection was = report(before);
    Inspection is = report(after);
    List<String> left = GuestKit.notCompared(was, is, options.facts());
    if (!left.isEmpty()) {
      streams.complain("not compared, as one of the reports lacks it: " + String.join(", ", left));
    }
    FactChangeText.caution(before.path, was).ifPresent(streams::complain);
    FactChangeText.caution(after.path, is).ifPresent(streams::complain);
    List<FactChange> changes = GuestKit.diff(was, is, options.facts());
    if (output.equals(OutputOption.TEXT)) {
      streams.print(changes.isEmpty() ? "No changes.\n" : FactChangeText.of(changes));
      return Main.OK;
    }
    try (RecordStream records = new RecordStream(output, streams)) {
      for (FactChange change : changes) {
        records.write(change);
      }
    }
    return Main.OK;
  }

  private Inspection report(Side side) throws IOException, UsageException {
    Optional<Inspection> saved = GuestKit.savedReport(side.machine.disks().getFirst());
    if (saved.isEmpty()) {
      return kit.inspect(side.machine, options).inspection();
    }
    if (side.machine.disks().size() > 1 || side.machine.snapshot() != null) {
      throw new UsageException(
          side.path + " is a saved report, which takes no further disk and no snapshot");
    }
    return saved.get();
  }
}
