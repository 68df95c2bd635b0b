package io.guestkit.cli;

import io.guestkit.GuestKit;
import io.guestkit.export.ImageText;
import io.guestkit.report.ImageInfo;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Prints the facts of a container. */
final class ImageInfoCommand implements Command {
  private static final Option OUTPUT = OutputOption.of("text", "json", "yaml");

  @Override
  public CommandModel model() {
    return new CommandModel(
        "image info",
        "Print the facts of a container: format, sizes, backing files, snapshots.",
        List.of("With --disk, json and yaml are a list, in the order of the disks."),
        List.of(OUTPUT, ImageArguments.DISK, ImageArguments.ALLOW_DIR),
        List.of(Operand.one("IMAGE", "The image.")),
        List.of("guestkit image info disk.qcow2", "guestkit image info disk.qcow2 --output json"));
  }

  @Override
  public int run(Arguments arguments, Streams streams) throws IOException, UsageException {
    List<String> paths = new ArrayList<>(arguments.operands());
    paths.addAll(arguments.values(ImageArguments.DISK));
    String output = arguments.value(OUTPUT).orElse(OutputOption.TEXT);
    List<ImageInfo> images = new ArrayList<>();
    try (GuestKit kit = ImageArguments.kit(arguments)) {
      for (String path : paths) {
        images.add(kit.image(ImageArguments.path(path)));
      }
    }
    if (output.equals(OutputOption.TEXT)) {
      for (int i = 0; i < paths.size(); i++) {
        streams.print((i == 0 ? "" : "\n") + ImageText.of(paths.get(i), images.get(i)));
      }
    } else if (arguments.has(ImageArguments.DISK)) {
      OutputOption.printList(images, output, streams);
    } else {
      OutputOption.print(images.getFirst(), output, streams);
    }
    return Main.OK;
  }
}
