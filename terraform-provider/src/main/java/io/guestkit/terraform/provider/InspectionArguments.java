package io.guestkit.terraform.provider;

import io.guestkit.InspectOptions;
import io.guestkit.Machine;
import io.guestkit.terraform.provider.Diagnostics.Place;
import io.guestkit.terraform.value.ConfigValue;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The arguments of {@code guestkit_inspection}. Those that are unknown are not checked yet. */
record InspectionArguments(
    ConfigValue path, ConfigValue additionalDisks, ConfigValue profile, ConfigValue facts) {
  static final String PATH = "path";
  static final String ADDITIONAL_DISKS = "additional_disks";
  static final String PROFILE = "profile";
  static final String FACTS = "facts";

  static InspectionArguments of(ConfigValue.Attributes config) {
    return new InspectionArguments(
        config.get(PATH), config.get(ADDITIONAL_DISKS), config.get(PROFILE), config.get(FACTS));
  }

  /** Adds an error for each argument that cannot be meant. */
  void check(Diagnostics diagnostics) {
    machine(diagnostics);
    options(diagnostics);
  }

  /** Returns the machine, or empty where an argument is wrong or unknown. */
  Optional<Machine> machine(Diagnostics diagnostics) {
    List<Path> paths = new ArrayList<>();
    disk(path, Place.attribute(PATH), diagnostics).ifPresent(paths::add);
    List<ConfigValue> more = elements(additionalDisks);
    for (int i = 0; i < more.size(); i++) {
      disk(more.get(i), Place.element(ADDITIONAL_DISKS, i), diagnostics).ifPresent(paths::add);
    }
    if (isUnknown(additionalDisks) || paths.size() < more.size() + 1) {
      return Optional.empty();
    }
    try {
      return Optional.of(new Machine(paths, null));
    } catch (IllegalArgumentException e) {
      String detail = "%d disks were given, but %s".formatted(paths.size(), e.getMessage());
      diagnostics.error(Place.attribute(ADDITIONAL_DISKS), "Too many disks", detail);
      return Optional.empty();
    }
  }

  private static Optional<Path> disk(ConfigValue value, Place place, Diagnostics diagnostics) {
    if (isUnknown(value)) {
      return Optional.empty();
    }
    if (!(value instanceof ConfigValue.Text(String text)) || text.isEmpty()) {
      diagnostics.error(
          place, "No image is named", "The path of a disk image is needed here, it is empty");
      return Optional.empty();
    }
    try {
      return Optional.of(Path.of(text));
    } catch (InvalidPathException e) {
      diagnostics.error(
          place,
          "Not a path",
          "No file can have this name (%s); where it is not ASCII, run Terraform in a locale with UTF-8, such as LC_ALL=C.UTF-8"
              .formatted(e.getReason()));
      return Optional.empty();
    }
  }

  /**
   * Returns what is read: the profile's facts and the named ones; the default profile where there
   * is neither. Empty where an argument is wrong or unknown.
   */
  Optional<InspectOptions> options(Diagnostics diagnostics) {
    List<String> names = new ArrayList<>();
    boolean complete = !isUnknown(profile) && !isUnknown(facts);
    if (profile instanceof ConfigValue.Text(String name)) {
      complete &= isProfile(name, diagnostics);
      names.add(name);
    }
    List<ConfigValue> wanted = elements(facts);
    for (int i = 0; i < wanted.size(); i++) {
      if (wanted.get(i) instanceof ConfigValue.Text(String name)) {
        complete &= isFact(name, i, diagnostics);
        names.add(name);
      } else {
        complete = false;
        if (!isUnknown(wanted.get(i))) {
          diagnostics.error(
              Place.element(FACTS, i), "No fact is named", "The name of a fact is needed here");
        }
      }
    }
    if (!complete) {
      return Optional.empty();
    }
    InspectOptions defaults = InspectOptions.DEFAULT;
    boolean isDefault = profile instanceof ConfigValue.Null && facts instanceof ConfigValue.Null;
    return Optional.of(
        isDefault ? defaults : new InspectOptions(names, false, InspectOptions.DEFAULT_TIMEOUT));
  }

  private static boolean isProfile(String name, Diagnostics diagnostics) {
    List<String> profiles = InspectOptions.profileNames();
    if (profiles.contains(name)) {
      return true;
    }
    String detail =
        "No profile is named '%s'; there are %s".formatted(name, String.join(", ", profiles));
    diagnostics.error(Place.attribute(PROFILE), "Unknown profile", detail);
    return false;
  }

  private static boolean isFact(String name, int index, Diagnostics diagnostics) {
    try {
      new InspectOptions(List.of(name), false, InspectOptions.DEFAULT_TIMEOUT);
      return true;
    } catch (IllegalArgumentException e) {
      String detail = String.valueOf(e.getMessage());
      diagnostics.error(Place.element(FACTS, index), "Unknown fact", detail);
      return false;
    }
  }

  private static boolean isUnknown(ConfigValue value) {
    return value instanceof ConfigValue.Unknown;
  }

  private static List<ConfigValue> elements(ConfigValue value) {
    return value instanceof ConfigValue.Elements(List<ConfigValue> elements) ? elements : List.of();
  }
}
