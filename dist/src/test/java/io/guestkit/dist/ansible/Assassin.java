package io.guestkit.dist.ansible;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** Kills the first process that opens a file, by a signal that it cannot catch. */
final class Assassin implements AutoCloseable {
  private final Path file;
  private final Thread thread;
  private final AtomicInteger killed = new AtomicInteger();

  private Assassin(Path file) {
    this.file = file;
    this.thread = new Thread(this::watch, "assassin");
  }

  /** Begins to look for it. */
  static Assassin await(Path file) {
    Assassin assassin = new Assassin(file);
    assassin.thread.start();
    return assassin;
  }

  /** Returns how many processes it killed. */
  int killed() {
    return killed.get();
  }

  private void watch() {
    try {
      while (killed.get() == 0) {
        ProcessHandle.allProcesses()
            .filter(this::reads)
            .findAny()
            .filter(ProcessHandle::destroyForcibly)
            .ifPresent(process -> killed.incrementAndGet());
        Thread.sleep(2);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Other processes may end, and be somebody else's, at any time. */
  private boolean reads(ProcessHandle process) {
    try (Stream<Path> open = Files.list(Path.of("/proc", "" + process.pid(), "fd"))) {
      return open.anyMatch(this::isFile);
    } catch (IOException | UncheckedIOException gone) {
      return false;
    }
  }

  private boolean isFile(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).equals(file);
    } catch (IOException gone) {
      return false;
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
