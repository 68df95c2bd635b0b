package io.guestkit.ansible.facts;

import io.guestkit.GuestKit;
import io.guestkit.Machine;
import io.guestkit.ansible.argument.ArgumentException;
import io.guestkit.ansible.argument.ArgumentSpec;
import io.guestkit.ansible.argument.CheckedArguments;
import io.guestkit.ansible.image.ImageArguments;
import io.guestkit.ansible.task.AnsibleModule;
import io.guestkit.ansible.task.JsonText;
import io.guestkit.ansible.task.ModuleFailure;
import io.guestkit.ansible.task.ModuleResult;
import io.guestkit.block.ImageException;
import io.guestkit.report.Inspection;
import java.util.List;

/** Gives a host the facts of a machine that is off. */
public final class ImageFactsModule implements AnsibleModule {
  private static final ArgumentSpec SPEC =
      new ArgumentSpec(
          List.of(
              ImageArguments.PATH.required(),
              ImageArguments.ADDITIONAL_DISKS,
              ImageArguments.ALLOW_DIRS,
              ImageArguments.TIMEOUT,
              ImageArguments.CACHE,
              ImageArguments.CACHE_DIR),
          List.of(),
          List.of());

  @Override
  public String name() {
    return "image_facts";
  }

  @Override
  public ArgumentSpec spec() {
    return SPEC;
  }

  @Override
  public ModuleResult run(CheckedArguments arguments) throws ModuleFailure, ArgumentException {
    String path = String.valueOf(arguments.text("path"));
    List<String> additionalDisks = arguments.textsOrNone("additional_disks");
    try (GuestKit kit = ImageArguments.kitWithReports(arguments)) {
      Machine machine = ImageArguments.machine(path, arguments, "additional_disks");
      Inspection inspection =
          kit.inspect(machine, ImageArguments.options(SetupFacts.NEEDED, arguments)).inspection();
      ModuleResult result = ModuleResult.unchanged();
      result.put(
          "ansible_facts",
          JsonText.of(out -> SetupFacts.write(out, inspection, path, additionalDisks)));
      if (inspection.operatingSystems().isEmpty()) {
        result.warn(path + ": no operating system was found: there are no facts of one");
      }
      return result;
    } catch (ImageException e) {
      throw ModuleFailure.of(path, e);
    }
  }
}
