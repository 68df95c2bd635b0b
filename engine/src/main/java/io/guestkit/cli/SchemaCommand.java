package io.guestkit.cli;

import io.guestkit.GuestKit;
import java.io.IOException;
import java.util.List;

/** Prints the JSON Schema. */
final class SchemaCommand implements Command {

  @Override
  public CommandModel model() {
    return new CommandModel(
        "schema",
        "Print the JSON Schema of a report.",
        List.of(),
        List.of(),
        List.of(),
        List.of("guestkit schema > inspection.schema.json"));
  }

  @Override
  public int run(Arguments arguments, Streams streams) throws IOException {
    streams.print(GuestKit.schema());
    return Main.OK;
  }
}
