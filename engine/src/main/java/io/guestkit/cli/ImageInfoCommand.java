package io.guestkit.cli;

import io.guestkit.GuestKit;
import io.guestkit.export.ImageText;
import io.guestkit.report.ImageInfo;
import java.io.IOException;
import java.util.List;

/** Prints the facts of a container. */
final class ImageInfoCommand implements Command {
  private static final Option OUTPUT = OutputOption.of("text", "json", "yaml");

  @Override
  public CommandModel model() {
    return new CommandModel(
        "image info",
        "Print the facts of a container: format, sizes, backing files, snapshots.",
        List.of(),
        List.of(OUTPUT, ImageArguments.ALLOW_DIR),
        List.of(Operand.one("IMAGE", "The image.")),
        List.of("guestkit image info disk.qcow2", "guestkit image info disk.qcow2 --output json"));
  }

  @Override
  public int run(Arguments arguments, Streams streams) throws IOException, UsageException {
    String path = arguments.operands().getFirst();
    String output = arguments.value(OUTPUT).orElse(OutputOption.TEXT);
    ImageInfo image;
    try (GuestKit kit = ImageArguments.kit(arguments)) {
      image = kit.image(ImageArguments.path(path));
    }
    if (output.equals(OutputOption.TEXT)) {
      streams.print(ImageText.of(path, image));
    } else {
      OutputOption.print(image, output, streams);
    }
    return Main.OK;
  }
}
