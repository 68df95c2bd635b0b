package io.guestkit.ansible.image;

import io.guestkit.GuestKit;
import io.guestkit.ansible.argument.ArgumentSpec;
import io.guestkit.ansible.argument.CheckedArguments;
import io.guestkit.ansible.task.AnsibleModule;
import io.guestkit.ansible.task.JsonText;
import io.guestkit.ansible.task.ModuleFailure;
import io.guestkit.ansible.task.ModuleResult;
import io.guestkit.block.ImageException;
import io.guestkit.export.ReportWriter;
import io.guestkit.report.ImageInfo;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reports what images are as containers, without looking into their disks. */
public final class ImageInfoModule implements AnsibleModule {
  private static final ArgumentSpec SPEC =
      new ArgumentSpec(
          List.of(
              ImageArguments.PATH,
              ImageArguments.PATHS,
              ImageArguments.FAIL_ON_ERROR,
              ImageArguments.ALLOW_DIRS),
          List.of(List.of("path", "paths")),
          List.of(List.of("path", "paths")));

  @Override
  public String name() {
    return "image_info";
  }

  @Override
  public ArgumentSpec spec() {
    return SPEC;
  }

  @Override
  public ModuleResult run(CheckedArguments arguments) throws ModuleFailure {
    try (GuestKit kit = ImageArguments.kit(arguments)) {
      @Nullable String path = arguments.text("path");
      if (path == null) {
        ImageItems items = ImageItems.of(arguments, "images");
        items.read((text, file) -> {
          ImageInfo image = kit.image(file);
          return ImageItems.item(text, "image", out -> new ReportWriter(out).write(image));
        });
        return items.result(arguments);
      }
      try {
        ImageInfo image = kit.image(ImageArguments.path(path));
        ModuleResult result = ModuleResult.unchanged();
        result.put("image", JsonText.of(out -> new ReportWriter(out).write(image)));
        return result;
      } catch (ImageException e) {
        throw ModuleFailure.of(path, e);
      }
    }
  }
}
