package io.guestkit.ansible.image;

import io.guestkit.GuestKit;
import io.guestkit.InspectOptions;
import io.guestkit.Machine;
import io.guestkit.ansible.argument.Argument;
import io.guestkit.ansible.argument.ArgumentException;
import io.guestkit.ansible.argument.ArgumentSpec;
import io.guestkit.ansible.argument.ArgumentType;
import io.guestkit.ansible.argument.CheckedArguments;
import io.guestkit.ansible.task.AnsibleModule;
import io.guestkit.ansible.task.JsonText;
import io.guestkit.ansible.task.ModuleFailure;
import io.guestkit.ansible.task.ModuleResult;
import io.guestkit.block.ImageException;
import io.guestkit.export.FieldSelection;
import io.guestkit.export.ReportWriter;
import io.guestkit.report.Inspection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reports what is inside of machines. */
public final class InspectionInfoModule implements AnsibleModule {
  private static final Argument FIELDS =
      Argument.listOf(
          "fields",
          ArgumentType.STR,
          "Return these fields of a report only, named by their dotted paths such as"
              + " C(operating_systems.packages.name). All by default.");

  private static final ArgumentSpec SPEC =
      new ArgumentSpec(
          List.of(
              ImageArguments.PATH,
              ImageArguments.ADDITIONAL_DISKS,
              ImageArguments.PATHS,
              ImageArguments.FAIL_ON_ERROR,
              ImageArguments.PROFILE,
              ImageArguments.FACTS,
              FIELDS,
              ImageArguments.ALLOW_DIRS,
              ImageArguments.TIMEOUT,
              ImageArguments.CACHE,
              ImageArguments.CACHE_DIR),
          List.of(List.of("path", "paths"), List.of("additional_disks", "paths")),
          List.of(List.of("path", "paths")));

  @Override
  public String name() {
    return "inspection_info";
  }

  @Override
  public ArgumentSpec spec() {
    return SPEC;
  }

  @Override
  public ModuleResult run(CheckedArguments arguments) throws ModuleFailure, ArgumentException {
    InspectOptions options = ImageArguments.options(arguments);
    FieldSelection fields = fields(arguments);
    try (GuestKit kit = ImageArguments.kitWithReports(arguments)) {
      @Nullable String path = arguments.text("path");
      if (path == null) {
        return inspectAll(kit, options, fields, arguments);
      }
      Machine machine = ImageArguments.machine(path, arguments, "additional_disks");
      try {
        Inspection inspection = kit.inspect(machine, options).inspection();
        ModuleResult result = ModuleResult.unchanged();
        result.put(
            "inspection", JsonText.of(out -> new ReportWriter(out).write(inspection, fields)));
        return result;
      } catch (ImageException e) {
        throw ModuleFailure.of(path, e);
      }
    }
  }

  private static ModuleResult inspectAll(
      GuestKit kit, InspectOptions options, FieldSelection fields, CheckedArguments arguments)
      throws ModuleFailure {
    ImageItems items = ImageItems.of(arguments, "inspections");
    items.inspect(
        kit,
        options,
        (path, success) ->
            JsonText.of(
                out -> new ReportWriter(out).writeItem(path, success.inspection(), fields)));
    return items.result(arguments);
  }

  private static FieldSelection fields(CheckedArguments arguments) throws ModuleFailure {
    @Nullable List<String> fields = arguments.texts("fields");
    try {
      return fields == null ? FieldSelection.ALL : FieldSelection.of(Inspection.class, fields);
    } catch (IllegalArgumentException e) {
      throw new ModuleFailure("value of fields names an " + e.getMessage());
    }
  }
}
