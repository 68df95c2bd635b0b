package io.guestkit.ansible;

import java.io.ByteArrayInputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
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
    List<Map<String, Object>> tasks = new ArrayList<>();
    for (String image : images) {
      tasks.add(Map.of("path", image, "_ansible_check_mode", false));
      tasks.add(Map.of("path", image)); // answered from a kept report
      tasks.add(Map.of("path", image, "facts", "minimal", "timeout", "60"));
    }
    tasks.add(Map.of("paths", List.of(images), "fields", "operating_systems.hostname"));
    int status = 0;
    for (Map<String, Object> task : tasks) {
      byte[] input =
          JsonText.of(out -> Json.write(out, task)).text().getBytes(StandardCharsets.US_ASCII);
      FileOutputStream out = new FileOutputStream(FileDescriptor.out);
      status |=
          Main.run(new String[] {"inspection_info", "-"}, new ByteArrayInputStream(input), out);
    }
    System.exit(status); // as the program ends: that loads classes too
  }
}
