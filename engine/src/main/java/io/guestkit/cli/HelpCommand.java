package io.guestkit.cli;

import io.guestkit.export.Colours;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Help.Ansi;

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
    Ansi ansi = streams.colours() == Colours.NONE ? Ansi.OFF : Ansi.ON;
    streams.print(PicocliParser.parse(words.toArray(String[]::new), ansi).help());
    return Main.OK;
  }
}
