package io.guestkit.cli;

import io.guestkit.Build;
import java.io.IOException;
import java.util.List;

/** Prints the version. */
final class VersionCommand implements Command {

  @Override
  public CommandModel model() {
    return new CommandModel(
        "version",
        "Print the version of the program and of its Java runtime.",
        List.of(),
        List.of(),
        List.of(),
        List.of("guestkit version"));
  }

  @Override
  public int run(Arguments arguments, Streams streams) throws IOException {
    StringBuilder text = new StringBuilder(Build.current().text("guestkit"));
    text.append("Java ").append(System.getProperty("java.runtime.version"));
    text.append(", ").append(System.getProperty("java.vm.name"));
    text.append(", ").append(System.getProperty("os.name"));
    text.append(' ').append(System.getProperty("os.arch")).append('\n');
    streams.print(text.toString());
    return Main.OK;
  }
}
