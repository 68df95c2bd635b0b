package io.guestkit.cli;

import java.io.IOException;
import java.util.List;

/** Deletes the reports that are kept. */
final class CacheClearCommand implements Command {
  @Override
  public CommandModel model() {
    return new CommandModel(
        "cache clear",
        "Delete the finished reports that are kept.",
        List.of(),
        List.of(CacheArguments.CACHE),
        List.of(),
        List.of("guestkit cache clear"));
  }

  @Override
  public int run(Arguments arguments, Streams streams) throws IOException, UsageException {
    int count = CacheArguments.cache(arguments, streams).clear();
    streams.print(CacheArguments.count(count) + " deleted\n");
    return Main.OK;
  }
}
