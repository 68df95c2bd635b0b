package io.guestkit.cli;

import io.guestkit.GuestFiles;
import io.guestkit.GuestKit;
import io.guestkit.block.BlockSource;
import java.io.IOException;
import java.util.List;

/** Copies a file out of a guest. */
final class CopyCommand implements Command {

  @Override
  public CommandModel model() {
    return new CommandModel(
        "cp",
        "Copy a regular file of a guest to a file of this host.",
        List.of(
            "The copy keeps the holes, belongs to you and has your default permissions; what is"
                + " incomplete is deleted.",
            ImageArguments.PATHS),
        ImageArguments.withFiles(ImageRawCommand.FORCE),
        List.of(
            Operand.one("IMAGE", "The image."),
            Operand.one("PATH", "The file in the guest."),
            Operand.one("DEST", "The file to write.")),
        List.of("guestkit cp disk.qcow2 /var/log/syslog syslog"));
  }

  @Override
  public int run(Arguments arguments, Streams streams) throws IOException, UsageException {
    List<String> operands = arguments.operands();
    try (GuestKit kit = ImageArguments.kit(arguments);
        GuestFiles files = ImageArguments.files(kit, arguments)) {
      copy(files.content(GuestPath.of(operands.get(1))), operands.get(2), arguments);
    }
    return Main.OK;
  }

  /** Copies to a file that is replaced only where it was asked for. */
  static void copy(BlockSource content, String destination, Arguments arguments)
      throws IOException, UsageException {
    Destination.Existing existing =
        arguments.has(ImageRawCommand.FORCE)
            ? Destination.Existing.REPLACE
            : Destination.Existing.KEEP;
    try (Destination target = Destination.create(destination, existing)) {
      ContentCopy.copy(content, target);
      target.complete();
    }
  }
}
