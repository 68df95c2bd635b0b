package io.guestkit.cli;

import io.guestkit.GuestKit;
import io.guestkit.image.DiskImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Copies a disk as its guest sees it. */
final class ImageRawCommand implements Command {
  private static final Option FORCE =
      Option.toggle("--force", "Replace the output where it is a file.");

  @Override
  public CommandModel model() {
    return new CommandModel(
        "image raw",
        "Copy the disk as its guest sees it, byte for byte, to a file or to standard output.",
        List.of(
            "A file gets holes where the disk reads as zero. It is never the image itself nor a file"
                + " that the image refers to, and what is incomplete is deleted."),
        List.of(ImageArguments.SNAPSHOT, FORCE, ImageArguments.ALLOW_DIR),
        List.of(
            Operand.one("IMAGE", "The image."),
            Operand.optional("OUTPUT", "The file to write; standard output by default.")),
        List.of(
            "guestkit image raw disk.qcow2 disk.raw",
            "guestkit image raw disk.qcow2 --snapshot before | sha256sum"));
  }

  @Override
  public int run(Arguments arguments, Streams streams) throws IOException, UsageException {
    List<String> operands = arguments.operands();
    boolean toStream = operands.size() == 1;
    if (toStream && streams.isOutTerminal()) {
      throw new UsageException(
          "a disk is not written to a terminal; name an output file, or redirect the output");
    }
    @Nullable String snapshot = arguments.value(ImageArguments.SNAPSHOT).orElse(null);
    try (GuestKit kit = ImageArguments.kit(arguments);
        DiskImage disk = kit.disk(ImageArguments.path(operands.getFirst()), snapshot)) {
      if (toStream) {
        ContentCopy.copy(disk, streams.out());
      } else {
        copy(disk, operands.get(1), arguments);
      }
    }
    return Main.OK;
  }

  /** Copies to a file that is replaced only where it was asked for. */
  private static void copy(DiskImage disk, String destination, Arguments arguments)
      throws IOException, UsageException {
    Destination.Existing existing =
        arguments.has(FORCE) ? Destination.Existing.REPLACE : Destination.Existing.KEEP;
    Path path = ImageArguments.path(destination);
    try (Destination target = Destination.create(path, existing, Destination.Access.USUAL)) {
      ContentCopy.copy(disk, target);
      target.complete();
    }
  }
}
