package io.guestkit.cli;

import io.guestkit.GuestFiles;
import io.guestkit.GuestKit;
import io.guestkit.block.Budget;
import io.guestkit.cli.find.Quantity;
import io.guestkit.export.BlockSize;
import io.guestkit.export.DisplayText;
import io.guestkit.guest.walk.Visits;
import io.guestkit.report.FileUsage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Prints the space that files of a guest take, as du of coreutils does. */
final class DiskUsageCommand implements Command {
  private static final Option ALL =
      Option.toggle("--all", "Print every file, not directories alone.").or("-a");

  private static final Option SUMMARIZE =
      Option.toggle("--summarize", "Print the sum of each PATH alone.").or("-s");

  private static final Option MAX_DEPTH =
      Option.value("--max-depth", "N", "Print what is at most N names below PATH.").or("-d");

  private static final Option APPARENT =
      Option.toggle(
          "--apparent-size",
          "Print the sizes of regular files and symbolic links, not the space that is allocated.");

  private static final Option BYTES =
      Option.toggle("--bytes", "Print apparent sizes, in bytes.").or("-b");

  private static final Option HUMAN =
      Option.toggle("--human-readable", "Print sizes such as 1.5M or 23G.").or("-h");

  private static final Option OUTPUT = OutputOption.of("text", "json", "jsonl");

  @Override
  public CommandModel model() {
    return new CommandModel(
        "du",
        "Print the space that directories of a guest take, with what is below them.",
        List.of(
            "Sizes are in units of 1024 bytes, rounded up; json and jsonl have both, in bytes. A"
                + " file of several names is counted once.",
            ImageArguments.PATHS),
        ImageArguments.withFiles(
            ALL,
            SUMMARIZE,
            MAX_DEPTH,
            APPARENT,
            BYTES,
            HUMAN,
            ImageArguments.ONE_FILE_SYSTEM,
            OUTPUT),
        List.of(
            Operand.one("IMAGE", "The image."),
            Operand.any("PATH", "What to measure in the guest; / by default.")),
        List.of(
            "guestkit du -s -h disk.qcow2 /var/log /home",
            "guestkit du disk.qcow2 / --max-depth 1 -x",
            "guestkit du disk.qcow2 /srv --output json"));
  }

  @Override
  public int run(Arguments arguments, Streams streams) throws IOException, UsageException {
    Arguments withPath = withPath(arguments);
    String output = arguments.value(OUTPUT).orElse(OutputOption.TEXT);
    long depth = depth(arguments);
    try (GuestKit kit = ImageArguments.kit(arguments);
        GuestFiles files = ImageArguments.files(kit, arguments)) {
      if (output.equals(OutputOption.TEXT)) {
        return each(withPath, files, depth, streams, usage -> print(usage, arguments, streams));
      }
      try (RecordStream records = new RecordStream(output, streams)) {
        return each(withPath, files, depth, streams, records::write);
      }
    }
  }

  private static Arguments withPath(Arguments arguments) {
    if (arguments.operands().size() > 1) {
      return arguments;
    }
    List<String> operands = new ArrayList<>(arguments.operands());
    operands.add("/");
    return new Arguments(arguments.options(), operands);
  }

  /** Returns how deep files are printed. */
  private static long depth(Arguments arguments) throws UsageException {
    if (arguments.has(SUMMARIZE)) {
      if (arguments.has(ALL) || arguments.has(MAX_DEPTH)) {
        throw new UsageException("--summarize goes neither with --all nor with --max-depth");
      }
      return 0;
    }
    try {
      return arguments.has(MAX_DEPTH)
          ? Quantity.parseCount(MAX_DEPTH.name(), arguments.values(MAX_DEPTH).getFirst())
          : Long.MAX_VALUE;
    } catch (IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }

  private static int each(
      Arguments arguments, GuestFiles files, long depth, Streams streams, TreeUsage.Sink sink)
      throws IOException, UsageException {
    boolean isOne = arguments.operands().size() == 2;
    TreeUsage.Counted counted = isOne ? TreeUsage.Counted.LINKS : TreeUsage.Counted.ALL;
    TreeUsage.Shown shown =
        arguments.has(ALL) ? TreeUsage.Shown.FILES : TreeUsage.Shown.DIRECTORIES;
    Visits visits = new Visits(Budget.withoutDeadline());
    int[] below = {Main.OK};
    int status =
        EachPath.of(
            arguments,
            streams,
            path -> {
              TreeUsage usage =
                  new TreeUsage(
                      visits, counted, ImageArguments.scope(arguments), shown, depth, sink);
              int one =
                  TreeWalk.run(files.walk(path, ImageArguments.scope(arguments)), streams, usage);
              below[0] = Math.max(below[0], one);
            });
    return Math.max(status, below[0]);
  }

  private static void print(FileUsage usage, Arguments arguments, Streams streams)
      throws IOException {
    boolean isApparent = arguments.has(APPARENT) || arguments.has(BYTES);
    BlockSize size =
        arguments.has(HUMAN)
            ? BlockSize.HUMAN
            : arguments.has(BYTES) ? BlockSize.BYTES : BlockSize.KIBIBYTES;
    streams.print(
        size.of(isApparent ? usage.sizeBytes() : usage.allocatedBytes())
            + "\t"
            + DisplayText.show(usage.path())
            + "\n");
  }
}
