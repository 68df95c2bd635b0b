package io.guestkit.cli;

import io.guestkit.cache.KeptReport;
import io.guestkit.export.DisplayText;
import io.guestkit.export.HumanSize;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Lists the reports that are kept. */
final class CacheListCommand implements Command {
  private static final Option OUTPUT = OutputOption.of("text", "json", "jsonl", "yaml");

  @Override
  public CommandModel model() {
    return new CommandModel(
        "cache list",
        "List the finished reports that are kept, the last used first.",
        List.of(
            "The state is current where a report answers, stale where its image is gone or has"
                + " changed, damaged where it cannot be read; what is not current is read anew."),
        List.of(OUTPUT, CacheArguments.CACHE),
        List.of(),
        List.of("guestkit cache list", "guestkit cache list --output json"));
  }

  @Override
  public int run(Arguments arguments, Streams streams) throws IOException, UsageException {
    List<KeptReport> reports = CacheArguments.cache(arguments, streams).list();
    String output = arguments.value(OUTPUT).orElse(OutputOption.TEXT);
    if (output.equals(OutputOption.TEXT)) {
      for (KeptReport report : reports) {
        streams.print(line(report));
      }
    } else {
      try (RecordStream records = new RecordStream(output, streams)) {
        for (KeptReport report : reports) {
          records.write(report);
        }
      }
    }
    return Main.OK;
  }

  /** Returns the line of a report: what damaged ones are of is not known. */
  static String line(KeptReport report) {
    List<String> words = new ArrayList<>(List.of(report.state()));
    words.add(report.used().toString());
    words.add(HumanSize.of(report.sizeBytes()));
    words.add(report.disks().isEmpty() ? report.file() : String.join(" ", report.disks()));
    return DisplayText.show(String.join("  ", words)) + "\n";
  }
}
