package io.guestkit.testing;

import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A process that reads an image, to be interrupted. */
public final class ReadingProcess implements AutoCloseable {
  private final Process process;

  private ReadingProcess(Process process) {
    this.process = process;
  }

  /** Returns the start of a command line: this Java, on this class path, with a main class. */
  public static List<String> java(String mainClass) {
    List<String> classPath = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      classPath.add(Path.of(entry).toAbsolutePath().toString());
    }
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:TieredStopAtLevel=1",
        "-cp",
        String.join(File.pathSeparator, classPath),
        mainClass);
  }

  /** Starts one that takes signals as a user's does, whatever the build ignores. */
  public static ReadingProcess start(Path input, Path output, List<String> command)
      throws IOException {
    List<String> words = new ArrayList<>(List.of("env", "--default-signal=HUP,INT,TERM"));
    words.addAll(command);
    return new ReadingProcess(
        new ProcessBuilder(words)
            .redirectInput(input.toFile())
            .redirectOutput(output.toFile())
            .redirectErrorStream(true)
            .start());
  }

  /** Waits until it has a file open. */
  public void awaitOpen(Path file) throws IOException, InterruptedException {
    Path descriptors = Path.of("/proc", Long.toString(process.pid()), "fd");
    long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (!isOpen(descriptors, file)) {
      if (!process.isAlive() || System.nanoTime() > end) {
        throw new IllegalStateException("it does not read " + file);
      }
      Thread.sleep(2);
    }
  }

  private static boolean isOpen(Path descriptors, Path file) throws IOException {
    try (DirectoryStream<Path> open = Files.newDirectoryStream(descriptors)) {
      for (Path descriptor : open) {
        if (pointsTo(descriptor, file)) {
          return true;
        }
      }
      return false;
    }
  }

  private static boolean pointsTo(Path descriptor, Path file) throws IOException {
    try {
      return Files.readSymbolicLink(descriptor).equals(file);
    } catch (NoSuchFileException closedMeanwhile) {
      return false;
    }
  }

  /** Sends a signal, and returns how long the process took to end. */
  public Duration end(String signal) throws InterruptedException {
    long start = System.nanoTime();
    Tool.run("kill", "-" + signal, Long.toString(process.pid()));
    if (!process.waitFor(1, TimeUnit.MINUTES)) {
      throw new IllegalStateException("it goes on after the signal " + signal);
    }
    return Duration.ofNanos(System.nanoTime() - start);
  }

  /** Returns the exit status, as a shell shows it. */
  public int status() {
    return process.exitValue();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
