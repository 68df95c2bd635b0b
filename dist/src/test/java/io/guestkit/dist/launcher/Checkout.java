package io.guestkit.dist.launcher;

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

  private static final List<String> SCRIPTS =
      List.of(
          "guestkit",
          "pom.xml",
          "LICENSE",
          "NOTICE",
          "dist/src/build",
          "dist/src/launcher",
          "dist/src/legal",
          "dist/src/systemd",
          "dist/src/training");

  private static final List<String> MODULES =
      List.of("engine", "ansible-module", "terraform-provider", "prometheus-exporter", "dist");

  /** A run of a program. */
  record Run(int status, String out, String err) {}

  /** Copies the scripts alone. */
  static Checkout ofScripts(Path root) throws IOException {
    Checkout checkout = new Checkout(root);
    for (String part : SCRIPTS) {
      checkout.copy(part);
    }
    return checkout;
  }

  /** Copies the sources too. */
  static Checkout ofSources(Path root) throws IOException {
    Checkout checkout = ofScripts(root);
    for (String module : MODULES) {
      checkout.copy(module + "/pom.xml");
      checkout.copy(module + "/src/main");
    }
    checkout.copy("ansible-module/collection");
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

  /** Returns the id of the application that was built. */
  String buildId() throws IOException {
    try (Stream<Path> files = Files.list(root.resolve("dist/target"))) {
      Path folder =
          files.filter(f -> Files.isDirectory(f.resolve("runtime"))).findAny().orElseThrow();
      return Files.readString(folder.resolve("runtime/build-id")).strip();
    }
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
