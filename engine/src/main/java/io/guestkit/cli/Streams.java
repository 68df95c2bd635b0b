package io.guestkit.cli;

import io.guestkit.export.Colours;
import io.guestkit.export.DisplayText;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * What a command writes to, and what it knows of it.
 *
 * @param out standard output, buffered
 * @param err standard error
 * @param isOutTerminal whether a person looks at standard output
 * @param isErrTerminal whether a person looks at standard error
 * @param environment variables
 */
record Streams(
    OutputStream out,
    PrintStream err,
    boolean isOutTerminal,
    boolean isErrTerminal,
    Map<String, String> environment) {

  /** Writes text to standard output. */
  void print(String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Says something on standard error, in one line. */
  void complain(String message) {
    err.println(PicocliParser.PROGRAM + ": " + DisplayText.show(message));
  }

  /** Returns whether output is coloured where nobody asked: on a terminal, see no-color.org. */
  Colours colours() {
    return isOutTerminal
            && environment.getOrDefault("NO_COLOR", "").isEmpty()
            && !environment.getOrDefault("TERM", "").equals("dumb")
        ? Colours.ANSI
        : Colours.NONE;
  }

  boolean isDebug() {
    return environment.getOrDefault("GUESTKIT_DEBUG", "").equals("1");
  }
}
