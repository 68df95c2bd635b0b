package io.guestkit.cli;

import io.guestkit.GuestFiles;
import io.guestkit.GuestKit;
import java.io.IOException;
import java.util.List;

/** Prints files of a guest. */
final class CatCommand implements Command {

  @Override
  public CommandModel model() {
    return new CommandModel(
        "cat",
        "Print the content of files of a guest.",
        List.of(ImageArguments.PATHS),
        ImageArguments.withFiles(),
        List.of(
            Operand.one("IMAGE", "The image."), Operand.many("PATH", "The files in the guest.")),
        List.of(
            "guestkit cat disk.qcow2 /etc/os-release",
            "guestkit cat disk.qcow2 --filesystem /dev/sda1 /EFI/debian/grub.cfg"));
  }

  @Override
  public int run(Arguments arguments, Streams streams) throws IOException, UsageException {
    try (GuestKit kit = ImageArguments.kit(arguments);
        GuestFiles files = ImageArguments.files(kit, arguments)) {
      return EachPath.of(
          arguments, streams, path -> ContentCopy.copy(files.content(path), streams.out()));
    }
  }
}
