package io.guestkit.launcher;

import io.guestkit.testing.Tool;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A copy of what the launcher and the build need of this repository. */
record Checkout(Path root) {
  /** The JDK that these tests run on. */
  static final Path JDK = Path.of(System.getProperty("java.home"));

  private static final List<String> PARTS =
      List.of("guestkit", "pom.xml", "engine/pom.xml", "engine/src/build");

  /** A run of a program. */
  record Run(int status, String out, String err) {}

  /** Copies the scripts alone. */
  static Checkout ofScripts(Path root) throws IOException {
    Checkout checkout = new Checkout(root);
    for (String part : PARTS) {
      checkout.copy(part);
    }
    return checkout;
  }

  /** Copies the sources too. */
  static Checkout ofSources(Path root) throws IOException {
    Checkout checkout = ofScripts(root);
    checkout.copy("engine/src/main");
    return checkout;
  }

  private void copy(String part) throws IOException {
    Path repository = Path.of("..").toAbsolutePath().normalize();
    Path source = repository.resolve(part);
    try (Stream<Path> files = Files.walk(source)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path target = root.resolve(repository.relativize(file).toString());
        Files.createDirectories(target.resolveSibling(""));
        Files.copy(file, target, StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
  }

  /** The launcher. */
  Path launcher() {
    return root.resolve("guestkit");
  }

  /** The folder of the made application. */
  Path app() {
    return root.resolve("engine/target/app");
  }

  /** Returns the one file of the application with this ending. */
  Path made(String ending) throws IOException {
    try (Stream<Path> files = Files.list(app())) {
      List<Path> found = files.filter(f -> f.toString().endsWith(ending)).toList();
      if (found.size() != 1) {
        throw new AssertionError(ending + ": " + found);
      }
      return found.getFirst();
    }
  }

  /** Makes the application anew as the launcher does on first use. */
  void rebuild() {
    Tool.shell(
        "JAVA_HOME='%s' mvn -B -ntp -f '%s' package -Dmaven.test.skip=true -Dspotless.check.skip=true"
            .formatted(JDK, root.resolve("pom.xml")));
  }

  /** Replaces text in a file. */
  void edit(String file, String text, String by) throws IOException {
    Path path = root.resolve(file);
    String content = Files.readString(path);
    if (!content.contains(text)) {
      throw new AssertionError(file + " has no " + text);
    }
    Files.writeString(path, content.replace(text, by));
  }

  /** Runs a program in a folder, with these variables alone besides PATH and HOME. */
  static Run run(Path folder, Map<String, String> variables, String... command)
      throws IOException, InterruptedException {
    Path err = Files.createTempFile("guestkit-launcher", ".err");
    try {
      ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
      Map<String, String> environment = builder.environment();
      environment.keySet().retainAll(List.of("PATH", "HOME"));
      environment.putAll(variables);
      Process process = builder.redirectError(err.toFile()).start();
      process.getOutputStream().close();
      String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(10, TimeUnit.MINUTES)) {
        process.destroyForcibly();
        throw new AssertionError("still running: " + List.of(command));
      }
      return new Run(process.exitValue(), out, Files.readString(err));
    } finally {
      Files.delete(err);
    }
  }
}
