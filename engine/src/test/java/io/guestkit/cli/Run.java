package io.guestkit.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * A command line that was run in this process.
 *
 * @param status its exit status
 * @param bytes what it wrote to standard output
 * @param err what it wrote to standard error
 */
@SuppressWarnings("ArrayRecordComponent")
record Run(int status, byte[] bytes, String err) {

  /** Runs a command line whose output goes to files. */
  static Run of(String... words) {
    return on(false, Map.of(), words);
  }

  /** Runs a command line on a terminal. */
  static Run onTerminal(Map<String, String> environment, String... words) {
    return on(true, environment, words);
  }

  private static Run on(boolean terminal, Map<String, String> environment, String... words) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    PrintStream printer = new PrintStream(err, true, StandardCharsets.UTF_8);
    int status = Main.run(words, new Streams(out, printer, terminal, terminal, environment));
    return new Run(status, out.toByteArray(), err.toString(StandardCharsets.UTF_8));
  }

  String out() {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
