package io.guestkit.dist;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A program of the archive.
 *
 * @param name name of its launcher
 * @param mainClass the class that its launcher starts
 * @param isProtocol whether a program of another maker reads its standard output
 * @param trainer what it runs while its AOT cache is made
 */
record Program(String name, String mainClass, boolean isProtocol, Trainer trainer) {

  /** Lets a program do what people will have it do. */
  @FunctionalInterface
  interface Trainer {
    /**
     * Runs the program to its end.
     *
     * @param java the JVM's command up to its options; the module and class to start come next
     */
    void train(List<String> java, TrainingImages images) throws IOException, InterruptedException;
  }

  /** The programs, in the order in which they are made. */
  static final List<Program> ALL =
      List.of(new Program("guestkit", "io.guestkit.cli.Main", false, Trainers::commandLine));

  /** JVMs tell of variables that hold options where a protocol is to be spoken. */
  private static final String WITHOUT_OPTIONS_OF_OTHERS =
      "\nunset JAVA_TOOL_OPTIONS JDK_JAVA_OPTIONS _JAVA_OPTIONS\n";

  /** Returns the JVM's options from the files of a folder; lines with {@code #} are comments. */
  List<String> options(Path folder) throws IOException {
    List<String> options = new ArrayList<>();
    for (String file : List.of("all", name)) {
      for (String line : Files.readAllLines(folder.resolve(file + ".options"))) {
        if (!line.startsWith("#") && !line.isBlank()) {
          options.add(line.strip());
        }
      }
    }
    return options;
  }

  /** Returns the launcher's text. */
  String launcher(Path folder) throws IOException {
    return Files.readString(folder.resolve("launcher.sh"))
        .replace("@PROGRAM@", name)
        .replace("@MAIN@", mainClass)
        .replace("@PROTOCOL@", isProtocol ? WITHOUT_OPTIONS_OF_OTHERS : "")
        .replace("@OPTIONS@", String.join(" ", options(folder)));
  }

  /** Returns the name of the file that holds its AOT cache. */
  String cacheName(String buildId) {
    return name + "-" + buildId + ".aot";
  }
}
