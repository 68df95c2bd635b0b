package io.guestkit.dist.ansible;

import io.guestkit.testing.Tool;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/** The Ansibles that the collection is tried with. */
public enum Ansible {
  /** The distribution's. */
  DISTRIBUTION {
    @Override
    List<Path> folders() {
      Tool.require("ansible-playbook", "ansible-galaxy", "ansible-doc");
      return List.of();
    }
  },

  /**
   * The newest that pip has for this host's Python. {@code ./verify} installs it where it can and
   * sets GUESTKIT_CURRENT_ANSIBLE to the folder of its programs.
   */
  CURRENT {
    @Override
    List<Path> folders() {
      @Nullable String folder = System.getenv("GUESTKIT_CURRENT_ANSIBLE");
      Assumptions.assumeTrue(
          folder != null, "there is no current Ansible: ./verify could not install it with pip");
      return List.of(Path.of(String.valueOf(folder)));
    }
  };

  private static final String USUAL =
      "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

  /** Returns the folders of its programs that are not in the usual path; skips where it is not. */
  abstract List<Path> folders();

  /** Returns a path in which its programs come first; skips the test where it is missing. */
  String path() {
    List<String> path = new ArrayList<>();
    for (Path folder : folders()) {
      path.add(folder.toString());
    }
    path.add(USUAL);
    return String.join(":", path);
  }
}
