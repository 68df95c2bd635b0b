package io.guestkit.ansible;

import io.guestkit.GuestKit;
import io.guestkit.InspectOptions;
import io.guestkit.InspectResult;
import io.guestkit.Machine;
import io.guestkit.block.ImageException;
import io.guestkit.export.FieldSelection;
import io.guestkit.export.ReportWriter;
import io.guestkit.report.Inspection;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reports what is inside of machines. */
final class InspectionInfo implements AnsibleModule {
  /** Six digits, as for the command line: eleven days. */
  private static final long MAX_SECONDS = 999_999;

  private static final ArgumentSpec SPEC =
      new ArgumentSpec(
          List.of(
              Argument.of(
                  "path",
                  ArgumentType.PATH,
                  "Path of the image of a machine's disk, on the target.",
                  "The task fails where the image cannot be opened at all."),
              Argument.listOf(
                  "additional_disks",
                  ArgumentType.PATH,
                  "Images of the further disks of the machine at I(path), in the order in which the"
                      + " guest numbers them, 25 at most."),
              Argument.listOf(
                  "paths",
                  ArgumentType.PATH,
                  "Paths of images on the target, each a machine of its own; they are read side by"
                      + " side.",
                  "An image that cannot be opened does not fail the task: its item in"
                      + " I(inspections) says why, and the task warns of it."),
              Argument.listOf(
                      "facts",
                      ArgumentType.STR,
                      "What to read: facts by the names of the report's components, or the profiles"
                          + " C(minimal), C(default) and C(full).")
                  .orElse(InspectOptions.DEFAULT.facts())
                  .oneOf(names()),
              Argument.listOf(
                  "fields",
                  ArgumentType.STR,
                  "Return these fields of a report only, named by their dotted paths such as"
                      + " C(operating_systems.packages.name). All by default."),
              Argument.listOf(
                  "allow_dirs",
                  ArgumentType.PATH,
                  "Folders into which images may refer (backing file, data file), besides their"
                      + " own."),
              Argument.of(
                      "timeout",
                      ArgumentType.INT,
                      "Seconds after which the report of an image holds what was found until then,"
                          + " from 1 to 999999.")
                  .orElse(InspectOptions.DEFAULT_TIMEOUT.toSeconds())),
          List.of(List.of("path", "paths"), List.of("additional_disks", "paths")),
          List.of(List.of("path", "paths")));

  private static List<String> names() {
    List<String> names = new ArrayList<>(InspectOptions.profileNames());
    names.addAll(InspectOptions.factNames());
    return names;
  }

  @Override
  public String name() {
    return "inspection_info";
  }

  @Override
  public ArgumentSpec spec() {
    return SPEC;
  }

  @Override
  public ModuleResult run(CheckedArguments arguments) throws ModuleFailure {
    @Nullable String path = arguments.text("path");
    @Nullable List<String> paths = arguments.texts("paths");
    InspectOptions options = options(arguments);
    FieldSelection fields = fields(arguments);
    try (GuestKit kit = kit(arguments)) {
      if (path != null) {
        return inspect(kit, path, arguments.texts("additional_disks"), options, fields);
      } else if (paths != null) {
        return new InspectionList(paths, fields).inspect(kit, options);
      }
    }
    throw new ModuleFailure("one of the following is required: path, paths");
  }

  private static ModuleResult inspect(
      GuestKit kit,
      String path,
      @Nullable List<String> additionalDisks,
      InspectOptions options,
      FieldSelection fields)
      throws ModuleFailure {
    List<Path> disks = new ArrayList<>(List.of(path(path)));
    if (additionalDisks != null) {
      for (String disk : additionalDisks) {
        disks.add(path(disk));
      }
    }
    if (disks.size() > Machine.MAX_DISKS) {
      throw new ModuleFailure(
          "value of additional_disks must have 25 elements at most, got: " + (disks.size() - 1));
    }
    try {
      InspectResult.Success success = kit.inspect(new Machine(disks, null), options);
      ModuleResult result = ModuleResult.unchanged();
      result.put(
          "inspection",
          JsonText.of(out -> new ReportWriter(out).write(success.inspection(), fields)));
      return result;
    } catch (ImageException e) {
      throw ModuleFailure.of(path, e);
    }
  }

  private static InspectOptions options(CheckedArguments arguments) throws ModuleFailure {
    @Nullable List<String> facts = arguments.texts("facts");
    return new InspectOptions(
        facts == null ? InspectOptions.DEFAULT.facts() : facts, false, timeout(arguments));
  }

  private static Duration timeout(CheckedArguments arguments) throws ModuleFailure {
    @Nullable Object value = arguments.values().get("timeout");
    if (value == null) {
      return InspectOptions.DEFAULT_TIMEOUT;
    }
    if (value instanceof Long seconds && seconds >= 1 && seconds <= MAX_SECONDS) {
      return Duration.ofSeconds(seconds);
    }
    throw new ModuleFailure(
        "value of timeout must be from 1 to 999999, got: " + PythonText.str(value));
  }

  private static FieldSelection fields(CheckedArguments arguments) throws ModuleFailure {
    @Nullable List<String> fields = arguments.texts("fields");
    try {
      return fields == null ? FieldSelection.ALL : FieldSelection.of(Inspection.class, fields);
    } catch (IllegalArgumentException e) {
      throw new ModuleFailure("value of fields names an " + e.getMessage());
    }
  }

  private static GuestKit kit(CheckedArguments arguments) throws ModuleFailure {
    GuestKit.Builder builder = GuestKit.builder().usualReports(System.getenv());
    @Nullable List<String> dirs = arguments.texts("allow_dirs");
    if (dirs != null) {
      for (String dir : dirs) {
        builder.allowDir(path(dir));
      }
    }
    return builder.build();
  }

  /** Returns a path of the target. */
  static Path path(String path) throws ModuleFailure {
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
