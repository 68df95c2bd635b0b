package io.guestkit.cli;

import io.guestkit.FileDiffOptions;
import io.guestkit.FileDiffSink;
import io.guestkit.GuestFiles;
import io.guestkit.GuestKit;
import io.guestkit.InspectOptions;
import io.guestkit.Machine;
import io.guestkit.block.ImageException;
import io.guestkit.export.DisplayText;
import io.guestkit.export.GuestPath;
import io.guestkit.report.FileChange;
import io.guestkit.report.FileInfo;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Compares two machines. */
final class DiffCommand implements Command {
  private static final Option FILES =
      Option.toggle("--files", "Compare the files of the guests in place of the facts.");

  private static final Option FACTS =
      Option.values(
          "--facts",
          "NAME,...",
          "The facts to compare, by the names of the report's components, or the profiles minimal,"
              + " default and full; default where none are named.");

  private static final Option CONTENT =
      Option.toggle(
          "--content",
          "Read the files that are equal in size, and compare their bytes; without it, nothing is"
              + " read of a file but what stat shows.");

  private static final Option DIRECTORY_TIMES =
      Option.toggle(
          "--directory-times", "Take a directory for changed where only its time did too.");

  private static final Option OTHER_DISK =
      Option.values(
          "--other-disk",
          "IMAGE",
          "A further disk of the machine of OTHER, as --disk is of the machine of IMAGE;"
              + " repeatable.");

  private static final Option OTHER_SNAPSHOT =
      Option.value(
          "--other-snapshot",
          "NAME",
          "Read an internal snapshot of OTHER, as --snapshot of IMAGE.");

  private static final Option OUTPUT = OutputOption.of("text", "json", "jsonl", "yaml");

  @Override
  public CommandModel model() {
    return new CommandModel(
        "diff",
        "List what changed from one image to another: the facts, or the files.",
        List.of(
            "IMAGE and OTHER are images, or reports that inspect --output json has written. A line"
                + " is + for what only OTHER has, - for what only IMAGE has, ~ for what changed."
                + " A fact is compared where both reports have it.",
            "With --files a line of text is A for a file that only OTHER has, D for one that only IMAGE has, T"
                + " where it is of another type, M where it changed otherwise, then the path, then"
                + " what changed: type, mode, uid, gid, size, modified, target, device, content.",
            "Files of one size and time are taken as equal without --content. Numbers of inodes and"
                + " of links are not compared. The exit status is the same whether there are changes"
                + " or not.",
            ImageArguments.PATHS),
        options(),
        List.of(
            Operand.one("IMAGE", "The image as it was, or its report."),
            Operand.one("OTHER", "The image as it is, or its report."),
            Operand.optional(
                "PATH", "With --files, the file or directory in both guests; / by default.")),
        List.of(
            "guestkit diff before.qcow2 after.qcow2",
            "guestkit diff yesterday.json disk.qcow2 --facts packages,users --output json",
            "guestkit diff before.qcow2 after.qcow2 --files",
            "guestkit diff before.qcow2 after.qcow2 --files --content /usr --output jsonl",
            "guestkit diff disk.qcow2 disk.qcow2 --files --snapshot installed /etc"));
  }

  private static List<Option> options() {
    List<Option> options =
        ImageArguments.withFiles(
            FACTS, FILES, CONTENT, DIRECTORY_TIMES, OUTPUT, OTHER_DISK, OTHER_SNAPSHOT);
    options.addAll(LimitOptions.ALL);
    options.addAll(List.of(CacheArguments.CACHE, CacheArguments.NO_CACHE));
    return options;
  }

  @Override
  public int run(Arguments arguments, Streams streams) throws IOException, UsageException {
    String output = arguments.value(OUTPUT).orElse(OutputOption.TEXT);
    return arguments.has(FILES)
        ? files(arguments, output, streams)
        : facts(arguments, output, streams);
  }

  private static int facts(Arguments arguments, String output, Streams streams)
      throws IOException, UsageException {
    for (Option ofFiles : List.of(CONTENT, DIRECTORY_TIMES, ImageArguments.FILESYSTEM)) {
      if (arguments.has(ofFiles)) {
        throw new UsageException(ofFiles.name() + " goes with --files");
      }
    }
    List<String> operands = arguments.operands();
    if (operands.size() > 2) {
      throw new UsageException("PATH goes with --files");
    }
    InspectOptions options =
        ImageArguments.inspectOptions(
            arguments.has(FACTS) ? arguments.names(FACTS) : InspectOptions.DEFAULT.facts(),
            LimitOptions.limits(arguments));
    String image = operands.getFirst();
    String other = operands.get(1);
    try (GuestKit kit = ImageArguments.kitWithReports(arguments, streams)) {
      return new FactDiffRun(kit, options, streams)
          .run(
              new FactDiffRun.Side(image, ImageArguments.machine(image, arguments)),
              new FactDiffRun.Side(other, other(other, arguments)),
              output);
    }
  }

  private static int files(Arguments arguments, String output, Streams streams)
      throws IOException, UsageException {
    if (arguments.has(FACTS)) {
      throw new UsageException("--facts and --files do not go together");
    }
    for (Option ofFacts : LimitOptions.ALL) {
      if (arguments.has(ofFacts)) {
        throw new UsageException(ofFacts.name() + " does not go with --files");
      }
    }
    List<String> operands = arguments.operands();
    String path = operands.size() == 2 ? "/" : GuestPath.of(operands.get(2));
    @Nullable String device = arguments.value(ImageArguments.FILESYSTEM).orElse(null);
    try (GuestKit kit = ImageArguments.kit(arguments);
        GuestFiles before =
            kit.files(ImageArguments.machine(operands.getFirst(), arguments), device);
        GuestFiles after = kit.files(other(operands.get(1), arguments), device)) {
      Comparison comparison = new Comparison(before, after, path, options(arguments));
      if (output.equals(OutputOption.TEXT)) {
        return comparison.run(streams, change -> print(change, streams));
      }
      try (RecordStream records = new RecordStream(output, streams)) {
        return comparison.run(streams, records::write);
      }
    }
  }

  private static Machine other(String image, Arguments arguments) throws UsageException {
    List<Path> disks = new ArrayList<>(List.of(ImageArguments.path(image)));
    for (String disk : arguments.values(OTHER_DISK)) {
      disks.add(ImageArguments.path(disk));
    }
    return ImageArguments.machine(disks, arguments.value(OTHER_SNAPSHOT), OTHER_DISK);
  }

  private static FileDiffOptions options(Arguments arguments) {
    return new FileDiffOptions(
        arguments.has(CONTENT) ? FileDiffOptions.Content.BY_BYTES : FileDiffOptions.Content.BY_SIZE,
        arguments.has(DIRECTORY_TIMES)
            ? FileDiffOptions.DirectoryTimes.COMPARED
            : FileDiffOptions.DirectoryTimes.LEFT_ASIDE);
  }

  /** What is done with a change. */
  private interface Action {
    void run(FileChange change) throws IOException;
  }

  /** What is compared. */
  private record Comparison(
      GuestFiles before, GuestFiles after, String path, FileDiffOptions options) {
    int run(Streams streams, Action action) throws IOException {
      int[] status = {Main.OK};
      GuestKit.diffFiles(
          before,
          after,
          path,
          options,
          new FileDiffSink() {
            @Override
            public void changed(FileChange change) throws IOException {
              action.run(change);
            }

            @Override
            public void unreadable(String file, ImageException why) {
              streams.complain(Complaints.of(file, why));
              status[0] = Main.FAILED;
            }
          });
      return status[0];
    }
  }

  private static void print(FileChange change, Streams streams) throws IOException {
    StringBuilder line = new StringBuilder();
    line.append(letter(change)).append('\t').append(DisplayText.show(change.path()));
    if (!change.changed().isEmpty()) {
      line.append('\t').append(String.join(",", change.changed()));
    }
    streams.print(line.append('\n').toString());
  }

  private static char letter(FileChange change) {
    @Nullable FileInfo before = change.before();
    @Nullable FileInfo after = change.after();
    if (before == null) {
      return 'A';
    }
    if (after == null) {
      return 'D';
    }
    return before.type().equals(after.type()) ? 'M' : 'T';
  }
}
