package io.guestkit.cli;

import io.guestkit.FileWalk;
import io.guestkit.FoundFile;
import io.guestkit.GuestFiles;
import io.guestkit.GuestKit;
import io.guestkit.block.MissingImageException;
import io.guestkit.export.DisplayText;
import io.guestkit.export.FileText;
import io.guestkit.export.GuestPath;
import io.guestkit.report.FileInfo;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Lists files of a guest. */
final class ListCommand implements Command {
  private static final Option LONG =
      Option.toggle("--long", "Print mode, links, owner, group, size and time (UTC) as ls -l does.")
          .or("-l");

  private static final Option RECURSIVE =
      Option.toggle("--recursive", "List what is below the directory, by absolute paths.").or("-R");

  private static final Option OUTPUT = OutputOption.of("text", "json", "jsonl");

  @Override
  public CommandModel model() {
    return new CommandModel(
        "ls",
        "List a directory of a guest.",
        List.of(ImageArguments.PATHS),
        ImageArguments.withFiles(LONG, RECURSIVE, OUTPUT),
        List.of(
            Operand.one("IMAGE", "The image."),
            Operand.optional("PATH", "The directory in the guest; / by default.")),
        List.of(
            "guestkit ls -l disk.qcow2 /etc",
            "guestkit ls -R disk.qcow2 / --output jsonl",
            "guestkit ls disk.qcow2 --filesystem /dev/sda1 /EFI"));
  }

  @Override
  public int run(Arguments arguments, Streams streams) throws IOException, UsageException {
    List<String> operands = arguments.operands();
    String path = operands.size() == 1 ? "/" : GuestPath.of(operands.get(1));
    String output = arguments.value(OUTPUT).orElse(OutputOption.TEXT);
    try (GuestKit kit = ImageArguments.kit(arguments);
        GuestFiles files = ImageArguments.files(kit, arguments)) {
      String start = start(files, path);
      FileWalk walk = files.walk(start, FileWalk.Scope.GUEST);
      if (!output.equals(OutputOption.TEXT)) {
        try (RecordStream records = new RecordStream(output, streams)) {
          return list(walk, arguments, streams, file -> records.write(file.info()));
        }
      }
      if (arguments.has(RECURSIVE)) {
        return list(
            walk, arguments, streams, file -> print(file.info(), file.path(), arguments, streams));
      }
      List<FoundFile> found = new ArrayList<>();
      int status = list(walk, arguments, streams, found::add);
      print(found, arguments, streams);
      return status;
    }
  }

  /** What is done with a file that is listed. */
  private interface Action {
    void run(FoundFile file) throws IOException;
  }

  /** Returns the path to list: of a link that leads to a directory, that directory. */
  private static String start(GuestFiles files, String path) throws IOException {
    if (!files.stat(path).type().equals("symlink")) {
      return path;
    }
    try {
      files.stat(path + "/");
      return path + "/";
    } catch (MissingImageException e) {
      return path; // it leads to something else or nowhere, and is listed itself
    }
  }

  /** Lists what is in the directory that a walk starts with, or the file. */
  private static int list(FileWalk walk, Arguments arguments, Streams streams, Action action)
      throws IOException {
    boolean isRecursive = arguments.has(RECURSIVE);
    return TreeWalk.run(
        walk,
        streams,
        (file, here) -> {
          if (file.depth() > 0 || !file.isDirectory()) {
            action.run(file);
          }
          if (file.depth() > 0 && !isRecursive) {
            here.skip();
          }
        });
  }

  private static void print(FileInfo file, String name, Arguments arguments, Streams streams)
      throws IOException {
    streams.print(
        arguments.has(LONG)
            ? FileText.longLines(List.of(file), List.of(name))
            : DisplayText.show(name) + "\n");
  }

  private static void print(List<FoundFile> files, Arguments arguments, Streams streams)
      throws IOException {
    List<FileInfo> infos = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (FoundFile file : files) {
      infos.add(file.info());
      names.add(file.depth() == 0 ? file.path() : file.name());
    }
    if (arguments.has(LONG)) {
      streams.print(FileText.longLines(infos, names));
      return;
    }
    for (String name : names) {
      streams.print(DisplayText.show(name) + "\n");
    }
  }
}
