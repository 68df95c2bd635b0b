package io.guestkit.dist;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Runs programs of the build. */
final class Processes {
  private Processes() {}

  /**
   * Runs a program to its end and returns what it printed on both of its outputs.
   *
   * @throws IOException if it fails, with what it printed
   */
  static String run(List<String> command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int status = process.waitFor();
    if (status != 0) {
      throw new IOException(command + " ended with status " + status + ":\n" + said);
    }
    return said;
  }
}
