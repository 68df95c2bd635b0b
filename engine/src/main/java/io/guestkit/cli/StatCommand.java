package io.guestkit.cli;

import io.guestkit.GuestFiles;
import io.guestkit.GuestKit;
import io.guestkit.export.FileText;
import java.io.IOException;
import java.util.List;

/** Prints what is known of files of a guest. */
final class StatCommand implements Command {
  private static final Option OUTPUT = OutputOption.of("text", "json", "jsonl", "yaml");

  @Override
  public CommandModel model() {
    return new CommandModel(
        "stat",
        "Print what is known of files of a guest: type, size, owner, times.",
        List.of(
            "A symbolic link at the end of PATH is not followed. JSON and YAML are one object for"
                + " one PATH, a list for several.",
            ImageArguments.PATHS),
        ImageArguments.withFiles(OUTPUT),
        List.of(
            Operand.one("IMAGE", "The image."), Operand.many("PATH", "The files in the guest.")),
        List.of("guestkit stat disk.qcow2 /etc/shadow --output json"));
  }

  @Override
  public int run(Arguments arguments, Streams streams) throws IOException, UsageException {
    String output = arguments.value(OUTPUT).orElse(OutputOption.TEXT);
    try (GuestKit kit = ImageArguments.kit(arguments);
        GuestFiles files = ImageArguments.files(kit, arguments)) {
      if (output.equals(OutputOption.TEXT)) {
        return EachPath.of(
            arguments, streams, path -> streams.print(FileText.stat(files.stat(path))));
      }
      if (arguments.operands().size() == 2) {
        return EachPath.of(
            arguments, streams, path -> OutputOption.print(files.stat(path), output, streams));
      }
      try (RecordStream records = new RecordStream(output, streams)) {
        return EachPath.of(arguments, streams, path -> records.write(files.stat(path)));
      }
    }
  }
}
