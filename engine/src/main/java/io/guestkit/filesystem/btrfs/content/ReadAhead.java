package io.guestkit.filesystem.btrfs.content;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * Decompresses the runs that will be read next while the caller is busy with others. What fails is
 * left to the caller, who then sees why. Thread-safe.
 */
final class ReadAhead {
  /** 3: of 128 KiB each; more than that waits for the caller anyhow. */
  static final int DEPTH = 3;

  /** Returns the plain bytes of a run. */
  @FunctionalInterface
  interface Reader {
    byte[] read(FileExtent extent) throws IOException;
  }

  /** A run and what makes it plain. */
  private record Task(long address, FutureTask<byte[]> work) {}

  private final Reader reader;
  private volatile List<Task> tasks = List.of();

  ReadAhead(Reader reader) {
    this.reader = reader;
  }

  /** Starts on runs, and forgets all others. */
  void start(List<FileExtent> runs) {
    List<Task> next = new ArrayList<>(runs.size());
    for (FileExtent run : runs) {
      Task task = find(run);
      if (task == null) {
        task = new Task(run.address(), new FutureTask<>(() -> reader.read(run)));
        if (!next.isEmpty()) {
          ForkJoinPool.commonPool().execute(task.work());
        }
      }
      next.add(task);
    }
    tasks = next;
  }

  private @Nullable Task find(FileExtent run) {
    for (Task task : tasks) {
      if (task.address() == run.address()) {
        return task;
      }
    }
    return null;
  }

  /** Returns the bytes of a run that was started, or null where that failed. */
  byte @Nullable [] take(FileExtent run) {
    Task task = find(run);
    if (task == null) {
      return null;
    }
    task.work().run(); // does nothing where another thread does
    try {
      return task.work().get();
    } catch (ExecutionException e) {
      return null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    }
  }
}
