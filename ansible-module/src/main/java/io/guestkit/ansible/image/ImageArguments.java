package io.guestkit.ansible.image;

import io.guestkit.GuestKit;
import io.guestkit.InspectOptions;
import io.guestkit.Limits;
import io.guestkit.Machine;
import io.guestkit.ansible.argument.Argument;
import io.guestkit.ansible.argument.ArgumentException;
import io.guestkit.ansible.argument.ArgumentType;
import io.guestkit.ansible.argument.CheckedArguments;
import io.guestkit.ansible.task.ModuleFailure;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The arguments that modules have in common, and what they make. */
public final class ImageArguments {
  /** Six digits, as for the command line: eleven days. */
  private static final long MAX_SECONDS = 999_999;

  /** Image of one machine. */
  public static final Argument PATH =
      Argument.of(
          "path",
          ArgumentType.PATH,
          "Path of the image of a machine's disk, on the target.",
          "The task fails where the image cannot be opened at all.");

  /** Arguments of modules that read many machines of a disk each. */
  public static final Argument PATHS =
      Argument.listOf(
          "paths",
          ArgumentType.PATH,
          "Paths of images on the target, each a machine of its own.",
          "A folder stands for the images directly in it: the files named C(.qcow2), C(.qcow),"
              + " C(.raw), C(.img), C(.vmdk), C(.vdi), C(.vhd) and C(.vhdx).",
          "A path that no file has is a pattern: C(*), C(?) and C([...]) stand for what a shell"
              + " takes them for, C(**) for folders at any depth. What a folder or a pattern stands for"
              + " comes sorted, none twice.",
          "An image that cannot be opened does not fail the task: its item says why, and the task"
              + " warns of it, as of a pattern that no image has.");

  static final Argument FAIL_ON_ERROR =
      Argument.of(
              "fail_on_error",
              ArgumentType.BOOL,
              "Whether the task fails where something of I(paths) cannot be read. What was read is"
                  + " in its result all the same.")
          .orElse(false);

  /** Further disks of the machine at {@code path}. */
  public static final Argument ADDITIONAL_DISKS = furtherDisks("additional_disks", "path");

  /** Folders into which images may refer. */
  public static final Argument ALLOW_DIRS =
      Argument.listOf(
          "allow_dirs",
          ArgumentType.PATH,
          "Folders into which images may refer (backing file, data file), besides their own.");

  static final Argument PROFILE =
      Argument.of(
              "profile",
              ArgumentType.STR,
              "How much to read. C(default) where neither this nor I(facts) is given.")
          .oneOf(InspectOptions.profileNames());

  static final Argument FACTS =
      Argument.listOf(
              "facts",
              ArgumentType.STR,
              "Facts to read, by the names of the report's components: these alone, or those of"
                  + " I(profile) and these. What a system is, is always read.")
          .oneOf(InspectOptions.factNames());

  /** Deadline of each image. */
  public static final Argument TIMEOUT =
      Argument.of(
              "timeout",
              ArgumentType.INT,
              "Seconds after which the report of an image holds what was found until then, from 1"
                  + " to 999999.")
          .orElse(InspectOptions.DEFAULT_TIMEOUT.toSeconds());

  /** Whether reports are kept. */
  public static final Argument CACHE =
      Argument.of(
              "cache",
              ArgumentType.BOOL,
              "Whether to keep the report, and to answer from a kept one as long as its image is"
                  + " what it was.")
          .orElse(true);

  /** Where they are kept. */
  public static final Argument CACHE_DIR =
      Argument.of(
          "cache_dir",
          ArgumentType.PATH,
          "Folder of the kept reports. By default C(guestkit/reports) in the folder of caches of"
              + " the user who reads (XDG_CACHE_HOME, or C(~/.cache)).");

  private ImageArguments() {}

  /** Returns the argument of the further disks of a machine. */
  static Argument furtherDisks(String name, String image) {
    return Argument.listOf(
        name,
        ArgumentType.PATH,
        "Images of the further disks of the machine at I("
            + image
            + "), in the order in which the guest numbers them, "
            + (Machine.MAX_DISKS - 1)
            + " at most.");
  }

  /** Returns a door that keeps no reports. */
  static GuestKit kit(CheckedArguments arguments) throws ModuleFailure {
    return builder(arguments).build();
  }

  /** Returns a door that keeps reports where the task wants it. */
  public static GuestKit kitWithReports(CheckedArguments arguments) throws ModuleFailure {
    GuestKit.Builder builder = builder(arguments);
    @Nullable String dir = arguments.text(CACHE_DIR.name());
    if (!arguments.isTrue(CACHE.name())) {
      return builder.build();
    } else if (dir == null) {
      return builder.usualReports(System.getenv()).build();
    }
    try {
      return builder.reportsIn(path(dir)).build();
    } catch (IllegalArgumentException e) {
      throw new ModuleFailure("value of cache_dir cannot be used: " + e.getMessage());
    }
  }

  private static GuestKit.Builder builder(CheckedArguments arguments) throws ModuleFailure {
    GuestKit.Builder builder = GuestKit.builder();
    for (String dir : arguments.textsOrNone(ALLOW_DIRS.name())) {
      builder.allowDir(path(dir));
    }
    return builder;
  }

  /** Returns the machine of an image and its further disks, which an argument names. */
  public static Machine machine(String image, CheckedArguments arguments, String furtherDisks)
      throws ModuleFailure {
    List<Path> disks = new ArrayList<>(List.of(path(image)));
    for (String disk : arguments.textsOrNone(furtherDisks)) {
      disks.add(path(disk));
    }
    if (disks.size() > Machine.MAX_DISKS) {
      throw new ModuleFailure(
          "value of "
              + furtherDisks
              + " must have "
              + (Machine.MAX_DISKS - 1)
              + " elements at most, got: "
              + (disks.size() - 1));
    }
    return new Machine(disks, null);
  }

  /** Returns what to read, by the profile and the facts. */
  static InspectOptions options(CheckedArguments arguments) throws ArgumentException {
    @Nullable List<String> facts = arguments.texts(FACTS.name());
    @Nullable String profile = arguments.text(PROFILE.name());
    if (facts == null) {
      return options(
          profile == null ? InspectOptions.DEFAULT.facts() : List.of(profile), arguments);
    }
    List<String> names = new ArrayList<>(facts);
    if (profile != null) {
      names.add(profile);
    }
    return options(names, arguments);
  }

  /** Returns options that read these facts. */
  public static InspectOptions options(List<String> facts, CheckedArguments arguments)
      throws ArgumentException {
    Duration timeout =
        Duration.ofSeconds(
            arguments.number(TIMEOUT.name(), 1, MAX_SECONDS, Limits.DEFAULT_TIMEOUT.toSeconds()));
    return new InspectOptions(facts, false, timeout);
  }

  /** Returns a path of the target. */
  public static Path path(String path) throws ModuleFailure {
    if (path.isEmpty()) {
      throw ModuleFailure.ofPath(path);
    }
    try {
      return Path.of(path);
    } catch (InvalidPathException e) {
      throw ModuleFailure.ofPath(path);
    }
  }
}
