package io.guestkit.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.guestkit.GuestFiles;
import io.guestkit.GuestKit;
import io.guestkit.block.MissingImageException;
import io.guestkit.block.UnsupportedImageException;
import io.guestkit.export.DisplayText;
import io.guestkit.export.FileText;
import io.guestkit.export.ReportFormat;
import io.guestkit.export.ReportWriter;
import io.guestkit.report.FileInfo;
import java.io.IOException;
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
      FileInfo file = files.stat(path);
      boolean isDirectory = isDirectory(files, file);
      List<FileInfo> entries = isDirectory ? files.list(path) : List.of(file);
      boolean recursive = arguments.has(RECURSIVE) && isDirectory;
      if (!output.equals(OutputOption.TEXT)) {
        return records(entries, recursive, files, OutputOption.format(output), streams);
      }
      if (recursive) {
        return TreeWalk.below(
            entries, files, streams, each -> print(each, each.path(), arguments, streams));
      }
      print(entries, isDirectory, arguments, streams);
      return Main.OK;
    }
  }

  /** Returns whether a path is a directory or leads to one. */
  private static boolean isDirectory(GuestFiles files, FileInfo file) throws IOException {
    if (!file.type().equals("symlink")) {
      return file.type().equals("directory");
    }
    try {
      files.list(file.path());
      return true;
    } catch (MissingImageException | UnsupportedImageException e) {
      return false; // it leads to something else or nowhere, and is listed itself
    }
  }

  private static int records(
      List<FileInfo> entries,
      boolean recursive,
      GuestFiles files,
      ReportFormat format,
      Streams streams)
      throws IOException {
    int status = Main.OK;
    try (JsonGenerator generator = format.generator(streams.out())) {
      ReportWriter writer = new ReportWriter(generator);
      TreeWalk.Visitor visitor = writer::write;
      if (format == ReportFormat.JSON) {
        generator.writeStartArray();
      } else {
        visitor =
            file -> {
              writer.write(file);
              generator.writeRaw('\n');
            };
      }
      if (recursive) {
        status = TreeWalk.below(entries, files, streams, visitor);
      } else {
        for (FileInfo file : entries) {
          visitor.visit(file);
        }
      }
      if (format == ReportFormat.JSON) {
        generator.writeEndArray();
        generator.writeRaw('\n');
      }
    }
    return status;
  }

  private static void print(FileInfo file, String name, Arguments arguments, Streams streams)
      throws IOException {
    streams.print(
        arguments.has(LONG)
            ? FileText.longLines(List.of(file), List.of(name))
            : DisplayText.show(name) + "\n");
  }

  private static void print(
      List<FileInfo> files, boolean byName, Arguments arguments, Streams streams)
      throws IOException {
    List<String> names =
        files.stream().map(file -> byName ? GuestPath.name(file) : file.path()).toList();
    if (arguments.has(LONG)) {
      streams.print(FileText.longLines(files, names));
      return;
    }
    for (String name : names) {
      streams.print(DisplayText.show(name) + "\n");
    }
  }
}
