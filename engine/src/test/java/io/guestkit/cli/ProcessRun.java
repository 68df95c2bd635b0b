package io.guestkit.cli;

import io.guestkit.testing.ReadingProcess;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The program as a process of its own, called from a shell. */
record ProcessRun(int status, String out, String err) {

  /** Returns the words of a shell that run the program. */
  static String program() {
    return "'%s'".formatted(String.join("' '", command()));
  }

  /** Returns a command line of the program. */
  static List<String> command(String... words) {
    List<String> command = new ArrayList<>(ReadingProcess.java("io.guestkit.cli.Main"));
    command.addAll(List.of(words));
    return command;
  }

  /** Runs a script of bash in a folder, {@code guestkit} being the program. */
  static ProcessRun shell(Path folder, String script) throws IOException, InterruptedException {
    Path out = Files.createTempFile(folder, "out", ".txt");
    Path err = Files.createTempFile(folder, "err", ".txt");
    Process process =
        new ProcessBuilder("bash", "-c", "guestkit() { " + program() + " \"$@\"; }\n" + script)
            .directory(folder.toFile())
            .redirectInput(new File("/dev/null"))
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    if (!process.waitFor(2, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new IOException("the program did not end: " + script);
    }
    return new ProcessRun(process.exitValue(), Files.readString(out), Files.readString(err));
  }
}
