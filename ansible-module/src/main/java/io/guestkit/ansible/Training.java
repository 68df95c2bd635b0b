package io.guestkit.ansible;

import io.guestkit.Build;
import io.guestkit.ansible.task.Json;
import io.guestkit.ansible.task.JsonText;
import java.io.ByteArrayInputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * The training run of the AOT cache: the usual tasks, one after another in one process. What they
 * load, the cache holds, and every start pays for what it holds. The build starts it; users have no
 * use for it.
 */
final class Training {
  private Training() {}

  /** Runs tasks over images; ends with a status other than 0 where one of them fails. */
  public static void main(String[] images) {
    int status = 0;
    for (String image : images) {
      status |= run("inspection_info", Map.of("path", image, "_ansible_check_mode", false));
      status |= run("inspection_info", Map.of("path", image)); // answered from a kept report
      status |=
          run("inspection_info", Map.of("path", image, "profile", "minimal", "timeout", "60"));
      status |= run("image_info", Map.of("path", image));
      status |=
          run("file_info", Map.of("path", image, "files", "/etc/os-release", "content", true));
      status |= run("image_facts", Map.of("path", image, "cache", false));
      status |= run("image_diff", Map.of("before", image, "after", image, "cache", false));
    }
    status |=
        run(
            "inspection_info",
            Map.of("paths", List.of(images), "fields", "operating_systems.hostname"));
    System.exit(status); // as the program ends: that loads classes too
  }

  private static int run(String module, Map<String, Object> arguments) {
    byte[] input =
        JsonText.of(out -> Json.write(out, arguments)).text().getBytes(StandardCharsets.US_ASCII);
    return Main.run(
        new String[] {module, Build.current().version(), "-"},
        new ByteArrayInputStream(input),
        new FileOutputStream(FileDescriptor.out));
  }
}
