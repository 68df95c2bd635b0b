package io.guestkit.cli;

import java.io.IOException;
import java.util.List;

/** Prints the completion script. */
final class CompletionCommand implements Command {

  @Override
  public CommandModel model() {
    return new CommandModel(
        "completion",
        "Print a script that completes command lines in bash and zsh.",
        List.of(),
        List.of(),
        List.of(),
        List.of(
            "source <(guestkit completion)",
            "guestkit completion > /etc/bash_completion.d/guestkit"));
  }

  @Override
  public int run(Arguments arguments, Streams streams) throws IOException {
    streams.print(PicocliParser.completion());
    return Main.OK;
  }
}
