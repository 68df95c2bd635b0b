package io.guestkit.cli;

import io.guestkit.FileWalk;
import io.guestkit.FoundFile;
import io.guestkit.GuestFiles;
import io.guestkit.GuestKit;
import io.guestkit.cli.find.Quantity;
import io.guestkit.export.DisplayText;
import io.guestkit.export.GuestPath;
import io.guestkit.filesystem.FileName;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** Finds files of a guest. */
final class FindCommand implements Command {
  private static final Option MAX_DEPTH =
      Option.value("--max-depth", "N", "Look at most N names below PATH; 0 is PATH alone.");

  private static final Option MIN_DEPTH =
      Option.value("--min-depth", "N", "Look at least N names below PATH.");

  private static final Option PRINT0 =
      Option.toggle(
          "--print0", "Print each path in the bytes of the guest, a NUL behind it, for xargs -0.");

  private static final Option OUTPUT = OutputOption.of("text", "json", "jsonl");

  @Override
  public CommandModel model() {
    return new CommandModel(
        "find",
        "Find files of a guest: what is below PATH and passes every test.",
        List.of(
            "The tests are those of GNU find. A number is N for exactly N, +N for more, -N for"
                + " less. Symbolic links are not followed, but one at the end of PATH where a slash"
                + " is behind it.",
            ImageArguments.PATHS),
        ImageArguments.withFiles(
            FindTests.options(),
            MAX_DEPTH,
            MIN_DEPTH,
            ImageArguments.ONE_FILE_SYSTEM,
            PRINT0,
            OUTPUT),
        List.of(
            Operand.one("IMAGE", "The image."),
            Operand.optional("PATH", "Where to start in the guest; / by default.")),
        List.of(
            "guestkit find disk.qcow2 /etc --name '*.conf' --newer-than 2024-05-31",
            "guestkit find disk.qcow2 --type f --perm /6000",
            "guestkit find disk.qcow2 /var --size +100M --output jsonl"));
  }

  @Override
  public int run(Arguments arguments, Streams streams) throws IOException, UsageException {
    List<String> operands = arguments.operands();
    String path = operands.size() == 1 ? "/" : GuestPath.of(operands.get(1));
    String output = arguments.value(OUTPUT).orElse(OutputOption.TEXT);
    if (arguments.has(PRINT0) && !output.equals(OutputOption.TEXT)) {
      throw new UsageException("--print0 goes with --output text alone");
    }
    FindTests tests = FindTests.of(arguments);
    long least = depth(arguments, MIN_DEPTH, 0);
    long most = depth(arguments, MAX_DEPTH, Long.MAX_VALUE);
    try (GuestKit kit = ImageArguments.kit(arguments);
        GuestFiles files = ImageArguments.files(kit, arguments)) {
      FileWalk walk = files.walk(path, ImageArguments.scope(arguments));
      Search search = new Search(walk, tests, least, most);
      if (!output.equals(OutputOption.TEXT)) {
        try (RecordStream records = new RecordStream(output, streams)) {
          return search.run(streams, file -> records.write(file.info()));
        }
      }
      OutputStream out = streams.out();
      if (arguments.has(PRINT0)) {
        return search.run(
            streams,
            file -> {
              out.write(FileName.encode(file.path()));
              out.write(0);
            });
      }
      return search.run(streams, file -> streams.print(DisplayText.show(file.path()) + "\n"));
    }
  }

  private static long depth(Arguments arguments, Option option, long otherwise)
      throws UsageException {
    List<String> values = arguments.values(option);
    try {
      return values.isEmpty() ? otherwise : Quantity.parseCount(option.name(), values.getFirst());
    } catch (IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }

  /** What is done with a file that is found. */
  private interface Action {
    void run(FoundFile file) throws IOException;
  }

  /** What is searched for, and how deep. */
  private record Search(FileWalk walk, FindTests tests, long least, long most) {
    int run(Streams streams, Action action) throws IOException {
      return TreeWalk.run(
          walk,
          streams,
          (file, here) -> {
            if (file.depth() >= least && tests.match(file, here)) {
              action.run(file);
            }
            if (file.depth() >= most) {
              here.skip();
            }
          });
    }
  }
}
