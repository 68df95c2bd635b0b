package io.guestkit.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The repository that the tests run in. */
public final class Repository {
  private Repository() {}

  /** Returns a path in it; tests run in the folder of their module, one below. */
  public static Path path(String name) {
    return Path.of(System.getProperty("basedir", "")).toAbsolutePath().resolveSibling(name);
  }

  /** Returns the sample image that comes with the program. */
  public static Path sample() {
    return path("engine/src/main/resources/sample/sample.qcow2");
  }

  /**
   * Holds a committed file to what it is generated from, or writes it where the property
   * guestkit.regenerate is true.
   *
   * @param renew the command that writes it
   */
  public static void checkGenerated(Path file, String expected, String renew) throws IOException {
    if (Boolean.getBoolean("guestkit.regenerate")) {
      Files.writeString(file, expected);
    }
    assertThat(file).as("stale or missing; renew it with: %s", renew).exists().hasContent(expected);
  }
}
