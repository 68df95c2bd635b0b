package io.guestkit.testing;

import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** Runs the real tools that tests compare with. */
public final class Tool {
  private static final boolean REQUIRED = "true".equals(System.getenv("GUESTKIT_REQUIRE_TOOLS"));

  private Tool() {}

  /** Skips the test where a tool is missing; fails it where every tool is required (CI). */
  public static void require(String... programs) {
    for (String program : programs) {
      boolean found =
          Stream.of("/usr/sbin", "/usr/bin", "/sbin", "/bin", "/usr/local/bin")
              .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
      requireThat(found, program + " is not installed");
    }
  }

  /** Skips the test where a condition of the host does not hold; fails it in CI. */
  public static void requireThat(boolean holds, String otherwise) {
    if (!holds && REQUIRED) {
      fail(otherwise);
    }
    Assumptions.assumeTrue(holds, otherwise);
  }

  /** Runs a program and returns its standard output. */
  public static String run(String... command) {
    return new String(runBytes(command), StandardCharsets.UTF_8);
  }

  /** Runs a program and returns its standard output as bytes. */
  public static byte[] runBytes(String... command) {
    require(Path.of(command[0]).getFileName().toString());
    try {
      Path err = Files.createTempFile("guestkit-tool", ".err");
      try {
        ProcessBuilder builder = new ProcessBuilder(List.of(command));
        builder.environment().put("LC_ALL", "C.UTF-8");
        builder.environment().put("TZ", "UTC");
        builder.environment().merge("PATH", "/usr/sbin:/sbin", (path, more) -> path + ":" + more);
        Process process = builder.redirectError(err.toFile()).start();
        process.getOutputStream().close();
        byte[] out = process.getInputStream().readAllBytes();
        if (!process.waitFor(10, TimeUnit.MINUTES) || process.exitValue() != 0) {
          return fail(
              "%s: exit %d: %s"
                  .formatted(List.of(command), process.exitValue(), Files.readString(err)));
        }
        return out;
      } finally {
        Files.delete(err);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Runs a shell script with {@code set -eu} and returns its standard output. */
  public static String shell(String script) {
    return run("/bin/bash", "-euc", script);
  }
}
