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
 * @param prelude lines of shell before the JVM starts
 * @param trainer what it runs while its AOT cache is made
 */
record Program(String name, String mainClass, String prelude, Trainer trainer) {

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

  /** JVMs tell of variables that hold options, where a protocol is to be spoken. */
  private static final String NO_OPTIONS_OF_OTHERS =
      "unset JAVA_TOOL_OPTIONS JDK_JAVA_OPTIONS _JAVA_OPTIONS\n";

  /**
   * Terraform's Ctrl-C reaches the provider too; what it wants to end, it says. With {@code -debug}
   * it is no child of Terraform, and Ctrl-C is its end.
   */
  private static final String NO_INTERRUPT =
      """
      case ${1:-} in
        -debug | --debug) ;;
        *) trap '' INT ;;
      esac
      """;

  /** Contents are read whole: hashes and decompression need the optimizing compiler to be fast. */
  private static final String BULK_IS_OPTIMIZED =
      """
      case ${1:-} in
        cat | cp | diff | hash | image) level=4 ;;
      esac
      """;

  /** The option that a prelude may change by its variable; caches serve every level. */
  private static final String LEVEL = "-XX:TieredStopAtLevel=";

  /** The option that a variable of the environment may replace; caches serve other sizes too. */
  private static final String HEAP = "-Xmx(\\S+)";

  /** The programs, in the order in which they are made. */
  static final List<Program> ALL =
      List.of(
          new Program("guestkit", "io.guestkit.cli.Main", BULK_IS_OPTIMIZED, Trainers::commandLine),
          new Program(
              "guestkit-ansible",
              "io.guestkit.ansible.Main",
              NO_OPTIONS_OF_OTHERS,
              Trainers::ansible),
          new Program(
              ProviderPackages.NAME,
              "io.guestkit.terraform.Main",
              NO_OPTIONS_OF_OTHERS + NO_INTERRUPT,
              Trainers::terraform),
          new Program("guestkit-exporter", "io.guestkit.exporter.Main", "", Trainers::exporter));

  /** Returns the program of a name. */
  static Program named(String name) {
    return ALL.stream().filter(program -> program.name().equals(name)).findAny().orElseThrow();
  }

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
        .replace("@PRELUDE@\n", prelude)
        .replace("@OPTIONS@", optionWords(folder));
  }

  /** Returns the JVM's options as words of shell, with the variables that may change them. */
  String optionWords(Path folder) throws IOException {
    return String.join(" ", options(folder))
        .replace(LEVEL + "1", LEVEL + "$level")
        .replaceFirst(HEAP, "-Xmx\"\\${GUESTKIT_HEAP:-$1}\"");
  }

  /** Returns the name of the file that holds its AOT cache. */
  String cacheName(String buildId) {
    return name + "-" + buildId + ".aot";
  }
}
