package io.guestkit.terraform.source;

import io.guestkit.Machine;
import io.guestkit.terraform.source.Diagnostics.Place;
import io.guestkit.terraform.value.ConfigValue;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The arguments that name a machine. Those that are unknown are not checked yet.
 *
 * @param path name of the argument of the first disk
 * @param disks name of the argument of the others
 */
record MachineArguments(String path, String disks) {
  static final MachineArguments USUAL = new MachineArguments("path", "additional_disks");

  /** What every argument {@code path} is. */
  static final String PATH_TEXT =
      "Path of the disk image, in any format that GuestKit reads. One that is relative starts at"
          + " the folder in which Terraform runs, or at one of the provider's `image_roots`.";

  /** Returns both as arguments of a block. */
  static Arguments usual() {
    return new Arguments()
        .required(USUAL.path, Arguments.TEXT, PATH_TEXT)
        .optional(
            USUAL.disks,
            Arguments.TEXTS,
            "Paths of the machine's further disks, in the order of the guest.");
  }

  /** Adds an error for each argument that cannot be meant. */
  void check(ConfigValue.Attributes config, Diagnostics diagnostics) {
    paths(config, diagnostics);
  }

  /** Returns the machine, or empty where an argument is wrong, unknown or outside of the roots. */
  Optional<Machine> machine(ConfigValue.Attributes config, Door door, Diagnostics diagnostics) {
    Optional<List<Path>> paths = paths(config, diagnostics);
    if (paths.isEmpty()) {
      return Optional.empty();
    }
    List<Path> found = new ArrayList<>();
    for (Path path : paths.get()) {
      door.find(path, place(found.size()), diagnostics).ifPresent(found::add);
      if (diagnostics.hasErrors()) {
        return Optional.empty();
      }
    }
    return Optional.of(new Machine(found, null));
  }

  /** Returns where a disk is named, by its index in the machine. */
  Place place(int disk) {
    return disk == 0 ? Place.attribute(path) : Place.attribute(disks).element(disk - 1);
  }

  private Optional<List<Path>> paths(ConfigValue.Attributes config, Diagnostics diagnostics) {
    List<Path> paths = new ArrayList<>();
    path(config.get(path), place(0), diagnostics).ifPresent(paths::add);
    List<ConfigValue> more =
        config.get(disks) instanceof ConfigValue.Elements list ? list.elements() : List.of();
    for (int i = 0; i < more.size(); i++) {
      path(more.get(i), place(i + 1), diagnostics).ifPresent(paths::add);
    }
    if (more.size() >= Machine.MAX_DISKS) {
      diagnostics.error(
          Place.attribute(disks),
          "Too many disks",
          "%d disks were given, but a machine has 1 to %d disks"
              .formatted(more.size() + 1, Machine.MAX_DISKS));
      return Optional.empty();
    }
    boolean isUnknown = config.get(disks) instanceof ConfigValue.Unknown;
    return isUnknown || paths.size() <= more.size() ? Optional.empty() : Optional.of(paths);
  }

  /** Returns the path that a value names; empty where it is unknown, or none and told so. */
  static Optional<Path> path(ConfigValue value, Place place, Diagnostics diagnostics) {
    if (value instanceof ConfigValue.Unknown) {
      return Optional.empty();
    }
    if (!(value instanceof ConfigValue.Text text) || text.text().isEmpty()) {
      diagnostics.error(
          place,
          "No path is named",
          "A path is needed here, such as that of an image; it is empty");
      return Optional.empty();
    }
    try {
      return Optional.of(Path.of(text.text()));
    } catch (InvalidPathException e) {
      diagnostics.error(place, "Not a path", notAPath(e.getReason()));
      return Optional.empty();
    }
  }

  /** Returns the sentence for a text that is no path on this machine. */
  static String notAPath(String reason) {
    return "No file can have this name (%s); where it is not ASCII, run Terraform in a locale with UTF-8, such as LC_ALL=C.UTF-8"
        .formatted(reason);
  }
}
