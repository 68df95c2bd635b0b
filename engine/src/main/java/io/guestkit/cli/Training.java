package io.guestkit.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The training run of the AOT cache: the usual commands, one after another in one process, on the
 * sample image. What they load, the cache holds, and every start pays for what it holds: so YAML
 * and help, which load libraries of their own, are left out. The build starts it; users have no use
 * for it.
 */
final class Training {
  private Training() {}

  /** Runs the commands; ends with a status other than 0 where one of them fails. */
  public static void main(String[] words) throws IOException, UsageException {
    Path raw = Files.createTempFile("guestkit-training", ".raw");
    try (SampleImage sample = SampleImage.open()) {
      train(List.of("image", "raw", "--force", sample.path().toString(), raw.toString()));
      for (Path image : List.of(sample.path(), raw)) {
        for (List<String> command : commands(image.toString())) {
          train(command);
        }
      }
    } finally {
      Files.delete(raw);
    }
    System.exit(Main.OK); // as the program ends: that loads classes too
  }

  private static List<List<String>> commands(String image) {
    return List.of(
        List.of("version"),
        List.of("inspect", "--sample"),
        List.of("inspect", image),
        List.of("inspect", image, "--output", "json"),
        List.of("inspect", image, "--output", "json", "--statistics"),
        List.of("image", "info", image),
        List.of("image", "info", image, "--output", "json"),
        List.of("ls", image, "/etc"),
        List.of("stat", image, "/etc/passwd"),
        List.of("hash", image, "/etc/passwd"),
        List.of("cat", image, "/etc/os-release"));
  }

  private static void train(List<String> command) {
    PrintStream err =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    Streams streams =
        new Streams(
            new StandardOutput(),
            err,
            Terminal.isTerminal(1),
            Terminal.isTerminal(2),
            Map.copyOf(System.getenv()));
    int status = Main.run(command.toArray(String[]::new), streams);
    if (status != Main.OK) {
      throw new IllegalStateException("training: " + command + " ended with " + status);
    }
  }
}
