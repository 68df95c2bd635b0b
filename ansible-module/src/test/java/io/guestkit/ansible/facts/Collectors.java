package io.guestkit.ansible.facts;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.guestkit.ansible.task.JsonText;
import io.guestkit.testing.Tool;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The fact collectors of the Ansible that is installed, run in a chroot. */
final class Collectors {
  static final ObjectMapper JSON = new ObjectMapper();

  private Collectors() {}

  /** Skips the test where they cannot be run. */
  static void require() {
    Tool.require("ansible-playbook", "chroot");
    Tool.requireThat("root".equals(System.getProperty("user.name")), "a chroot needs root");
  }

  /** Returns the Python of that Ansible, which may be another than the first on PATH. */
  static String python() {
    return Tool.shell("sed -n '1s/^#! *//p' \"$(command -v ansible-playbook)\"").strip();
  }

  /** Copies a script into a folder. */
  static Path script(String name, Path folder) throws IOException {
    try (InputStream in = Collectors.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IOException(name + " is missing");
      }
      return Files.write(folder.resolve(name), in.readAllBytes());
    }
  }

  /** Returns facts as Ansible gets them. */
  static Map<String, Object> written(Map<String, Object> facts) throws IOException {
    String text = JsonText.of(out -> FactWriter.write(out, facts)).text();
    return JSON.readValue(text, new TypeReference<Map<String, Object>>() {});
  }
}
