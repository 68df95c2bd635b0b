package io.guestkit.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Prints help. */
final class HelpCommand implements Command {

  @Override
  public CommandModel model() {
    return new CommandModel(
        "help",
        "Print the help of a command.",
        List.of(),
        List.of(),
        List.of(Operand.any("COMMAND", "The command; without one, the help of the program.")),
        List.of("guestkit help inspect", "guestkit help image raw"));
  }

  @Override
  public int run(Arguments arguments, Streams streams) throws IOException, UsageException {
    List<String> words = new ArrayList<>(arguments.operands());
    words.add("--help");
    streams.print(PicocliParser.parse(words.toArray(String[]::new), streams.colours()).help());
    return Main.OK;
  }
}
