package io.guestkit.cli;

import io.guestkit.cache.KeptReport;
import java.io.IOException;
import java.util.List;

/** Looks for reports that do not answer. */
final class CacheVerifyCommand implements Command {
  @Override
  public CommandModel model() {
    return new CommandModel(
        "cache verify",
        "List the kept reports that do not answer: stale or damaged ones.",
        List.of(
            "Neither is ever an answer, and a new report takes its place. The exit status is "
                + Main.FAILED
                + " where one is damaged, for that is the disk's doing or somebody else's."),
        List.of(CacheArguments.CACHE),
        List.of(),
        List.of("guestkit cache verify"));
  }

  @Override
  public int run(Arguments arguments, Streams streams) throws IOException, UsageException {
    int status = Main.OK;
    int current = 0;
    int others = 0;
    for (KeptReport report : CacheArguments.cache(arguments, streams).list()) {
      if (report.state().equals(KeptReport.CURRENT)) {
        current++;
        continue;
      }
      others++;
      streams.print(CacheListCommand.line(report));
      status = report.state().equals(KeptReport.DAMAGED) ? Main.FAILED : status;
    }
    streams.print(current + " current, " + others + " not\n");
    return status;
  }
}
