package io.guestkit.cli;

import io.guestkit.FileWalk;
import io.guestkit.GuestFiles;
import io.guestkit.GuestKit;
import io.guestkit.InspectOptions;
import io.guestkit.Limits;
import io.guestkit.Machine;
import io.guestkit.block.ImageException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The options that name images, and what they make. */
final class ImageArguments {
  static final Option DISK =
      Option.values(
          "--disk",
          "IMAGE",
          "A further disk of the same machine, in the guest's order; repeatable.");

  static final Option ALLOW_DIR =
      Option.values(
          "--allow-dir",
          "DIR",
          "A folder into which images may refer (backing file, data file), besides their own;"
              + " repeatable.");

  static final Option SNAPSHOT =
      Option.value(
          "--snapshot",
          "NAME",
          "Read an internal snapshot of the image, by its name or id, in place of its active"
              + " state.");

  static final Option FILESYSTEM =
      Option.value(
          "--filesystem",
          "DEVICE",
          "Take the path in this filesystem alone, such as /dev/sda2, not in the guest as it mounts"
              + " itself.");

  static final Option ONE_FILE_SYSTEM =
      Option.toggle(
              "--one-file-system",
              "Stay in the filesystem, and the subvolume, of PATH: enter nothing that is mounted"
                  + " below it.")
          .or("-x");

  static final String PATHS =
      "PATH is absolute in the guest; its symbolic links are followed there and never lead to the"
          + " host. A byte that is not UTF-8, or a control character, is shown as \\xNN and is"
          + " written so in PATH; a backslash stands for itself otherwise.";

  private ImageArguments() {}

  /** Returns the options of a command that reads files of a guest, after its own. */
  static List<Option> withFiles(Option... own) {
    return withFiles(List.of(), own);
  }

  /** Returns the options of a command that reads files of a guest, after its own of both lists. */
  static List<Option> withFiles(List<Option> first, Option... own) {
    List<Option> options = new ArrayList<>(first);
    options.addAll(List.of(own));
    options.addAll(List.of(FILESYSTEM, DISK, ALLOW_DIR, SNAPSHOT));
    return options;
  }

  static GuestKit kit(Arguments arguments) throws UsageException {
    return builder(arguments).build();
  }

  /** Returns a door that keeps reports, unless {@code --no-cache} was given. */
  static GuestKit kitWithReports(Arguments arguments, Streams streams) throws UsageException {
    GuestKit.Builder builder = builder(arguments);
    CacheArguments.reports(arguments, streams).ifPresent(builder::reports);
    return builder.build();
  }

  private static GuestKit.Builder builder(Arguments arguments) throws UsageException {
    GuestKit.Builder builder = GuestKit.builder();
    for (String dir : arguments.values(ALLOW_DIR)) {
      builder.allowDir(path(dir));
    }
    return builder;
  }

  /** Returns the machine of an image and the further disks. */
  static Machine machine(String image, Arguments arguments) throws UsageException {
    List<Path> disks = new ArrayList<>(List.of(path(image)));
    for (String disk : arguments.values(DISK)) {
      disks.add(path(disk));
    }
    return machine(disks, arguments.value(SNAPSHOT), DISK);
  }

  /** Returns a machine of disks, the further ones of which an option named. */
  static Machine machine(List<Path> disks, Optional<String> snapshot, Option further)
      throws UsageException {
    if (disks.size() > Machine.MAX_DISKS) {
      throw new UsageException(
          further.name() + " can be given " + (Machine.MAX_DISKS - 1) + " times");
    }
    return new Machine(disks, snapshot.orElse(null));
  }

  /** Opens the files of the machine whose image is the first operand. */
  static GuestFiles files(GuestKit kit, Arguments arguments) throws ImageException, UsageException {
    Machine machine = machine(arguments.operands().getFirst(), arguments);
    return kit.files(machine, arguments.value(FILESYSTEM).orElse(null));
  }

  /** Returns options with these facts, and no evidence. */
  static InspectOptions inspectOptions(List<String> facts, Limits limits) throws UsageException {
    try {
      return new InspectOptions(facts, false, limits);
    } catch (IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }

  static FileWalk.Scope scope(Arguments arguments) {
    return arguments.has(ONE_FILE_SYSTEM) ? FileWalk.Scope.FILESYSTEM : FileWalk.Scope.GUEST;
  }

  static Path path(String argument) throws UsageException {
    try {
      return Path.of(argument);
    } catch (InvalidPathException e) {
      throw new UsageException(
          argument
              + ": not a path in the encoding of this locale; set LC_ALL to a locale in UTF-8, such"
              + " as C.UTF-8");
    }
  }
}
