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
import io.guestkit.export.FactChangeText;
import io.guestkit.export.ReportWriter;
import io.guestkit.report.FactChange;
import io.guestkit.report.Inspection;
import java.util.List;
import java.util.Optional;

/** Reports what changed from one machine to another. */
public final class ImageDiffModule implements AnsibleModule {
  private static final ArgumentSpec SPEC =
      new ArgumentSpec(
          List.of(
              side("before", "was"),
              side("after", "is"),
              ImageArguments.furtherDisks("before_disks", "before"),
              ImageArguments.furtherDisks("after_disks", "after"),
              ImageArguments.PROFILE,
              ImageArguments.FACTS,
              ImageArguments.ALLOW_DIRS,
              ImageArguments.TIMEOUT,
              ImageArguments.CACHE,
              ImageArguments.CACHE_DIR),
          List.of(),
          List.of());

  private static Argument side(String name, String verb) {
    return Argument.of(
            name,
            ArgumentType.PATH,
            "The machine as it "
                + verb
                + ": an image on the target, or a report of it, a file that C(guestkit inspect"
                + " --output json) wrote, or a task from I(inspection) of"
                + " M(guestkit.guestkit.inspection_info).")
        .required();
  }

  @Override
  public String name() {
    return "image_diff";
  }

  @Override
  public ArgumentSpec spec() {
    return SPEC;
  }

  @Override
  public ModuleResult run(CheckedArguments arguments) throws ModuleFailure, ArgumentException {
    InspectOptions options = ImageArguments.options(arguments);
    try (GuestKit kit = ImageArguments.kitWithReports(arguments)) {
      Inspection before = report(kit, options, arguments, "before");
      Inspection after = report(kit, options, arguments, "after");
      List<FactChange> changes = GuestKit.diff(before, after, options.facts());
      ModuleResult result = ModuleResult.unchanged();
      result.put("equal", changes.isEmpty());
      result.put(
          "changes",
          changes.stream()
              .map(change -> JsonText.of(out -> new ReportWriter(out).write(change)))
              .toList());
      result.put("lines", FactChangeText.of(changes).lines().toList());
      result.put("not_compared", GuestKit.notCompared(before, after, options.facts()));
      FactChangeText.caution(String.valueOf(arguments.text("before")), before)
          .ifPresent(result::warn);
      FactChangeText.caution(String.valueOf(arguments.text("after")), after)
          .ifPresent(result::warn);
      return result;
    }
  }

  private static Inspection report(
      GuestKit kit, InspectOptions options, CheckedArguments arguments, String side)
      throws ModuleFailure {
    String path = String.valueOf(arguments.text(side));
    Machine machine = ImageArguments.machine(path, arguments, side + "_disks");
    try {
      Optional<Inspection> saved = GuestKit.savedReport(machine.disks().getFirst());
      if (saved.isEmpty()) {
        return kit.inspect(machine, options).inspection();
      } else if (machine.disks().size() == 1) {
        return saved.get();
      }
    } catch (ImageException e) {
      throw ModuleFailure.of(path, e);
    }
    throw new ModuleFailure(path + " is a report, which takes no " + side + "_disks");
  }
}
