package io.guestkit.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs the launcher of the repository as a user does. */
public final class Cli {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Cli() {}

  /**
   * What a run gave.
   *
   * @param exit exit status
   * @param out standard output
   * @param err standard error
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record Result(int exit, byte[] out, String err) {

    /** Returns the standard output as text. */
    public String text() {
      return new String(out, StandardCharsets.UTF_8);
    }

    /** Returns the standard output as JSON. */
    public JsonNode json() throws IOException {
      return JSON.readTree(out);
    }
  }

  /** Returns the launcher. */
  public static Path launcher() {
    return Repository.path("guestkit");
  }

  /** Runs {@code guestkit} with arguments. */
  public static Result guestkit(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(launcher().toString()));
    command.addAll(List.of(arguments));
    return run(command);
  }

  /** Runs any command. */
  public static Result run(List<String> command) throws IOException, InterruptedException {
    Path err = Files.createTempFile("guestkit-cli", ".err");
    try {
      Process process = new ProcessBuilder(command).redirectError(err.toFile()).start();
      process.getOutputStream().close();
      byte[] out = process.getInputStream().readAllBytes();
      if (!process.waitFor(5, TimeUnit.MINUTES)) {
        process.destroyForcibly();
        throw new IllegalStateException(command + " does not end");
      }
      return new Result(process.exitValue(), out, Files.readString(err));
    } finally {
      Files.delete(err);
    }
  }
}
