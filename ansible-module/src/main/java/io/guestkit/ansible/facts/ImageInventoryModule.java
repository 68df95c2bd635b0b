package io.guestkit.ansible.facts;

import io.guestkit.GuestKit;
import io.guestkit.InspectOptions;
import io.guestkit.ansible.argument.ArgumentException;
import io.guestkit.ansible.argument.ArgumentSpec;
import io.guestkit.ansible.argument.CheckedArguments;
import io.guestkit.ansible.image.ImageArguments;
import io.guestkit.ansible.image.ImageItems;
import io.guestkit.ansible.task.AnsibleModule;
import io.guestkit.ansible.task.ModuleFailure;
import io.guestkit.ansible.task.ModuleResult;
import java.util.List;

/**
 * The facts of many machines of a disk each, with one start of the engine: what the inventory
 * plugin asks. An item is {@code {"path", "ansible_facts"}} or {@code {"path", "error": {"kind",
 * "message"}}}.
 */
public final class ImageInventoryModule implements AnsibleModule {
  private static final ArgumentSpec SPEC =
      new ArgumentSpec(
          List.of(
              ImageArguments.PATHS.required(),
              ImageArguments.ALLOW_DIRS,
              ImageArguments.TIMEOUT,
              ImageArguments.CACHE,
              ImageArguments.CACHE_DIR),
          List.of(),
          List.of());

  @Override
  public String name() {
    return "image_inventory";
  }

  @Override
  public ArgumentSpec spec() {
    return SPEC;
  }

  @Override
  public ModuleResult run(CheckedArguments arguments) throws ModuleFailure, ArgumentException {
    InspectOptions options = ImageArguments.options(SetupFacts.NEEDED, arguments);
    ImageItems items = ImageItems.of(arguments, "images");
    try (GuestKit kit = ImageArguments.kitWithReports(arguments)) {
      items.inspect(
          kit,
          options,
          (path, success) ->
              ImageItems.item(
                  path,
                  "ansible_facts",
                  out -> SetupFacts.write(out, success.inspection(), path, List.of())));
    }
    return items.result(arguments);
  }
}
