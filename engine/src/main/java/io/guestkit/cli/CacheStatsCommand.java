package io.guestkit.cli;

import io.guestkit.cache.Usage;
import io.guestkit.export.DisplayText;
import io.guestkit.export.HumanSize;
import java.io.IOException;
import java.util.List;

/** Says what the reports that are kept take. */
final class CacheStatsCommand implements Command {
  private static final Option OUTPUT = OutputOption.of("text", "json", "yaml");

  @Override
  public CommandModel model() {
    return new CommandModel(
        "cache stats",
        "Say how many finished reports are kept, where, and what they take.",
        List.of(),
        List.of(OUTPUT, CacheArguments.CACHE),
        List.of(),
        List.of("guestkit cache stats"));
  }

  @Override
  public int run(Arguments arguments, Streams streams) throws IOException, UsageException {
    Usage usage = CacheArguments.cache(arguments, streams).usage();
    String output = arguments.value(OUTPUT).orElse(OutputOption.TEXT);
    if (output.equals(OutputOption.TEXT)) {
      streams.print(
          DisplayText.show(usage.folder())
              + ": "
              + CacheArguments.count(usage.reports())
              + ", "
              + HumanSize.of(usage.sizeBytes())
              + " of "
              + HumanSize.of(usage.capacityBytes())
              + "\n");
    } else {
      OutputOption.print(usage, output, streams);
    }
    return Main.OK;
  }
}
