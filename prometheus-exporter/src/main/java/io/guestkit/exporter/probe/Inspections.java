package io.guestkit.exporter.probe;

import io.guestkit.GuestKit;
import io.guestkit.InspectOptions;
import io.guestkit.InspectResult;
import io.guestkit.Machine;
import io.guestkit.block.ImageException;
import io.guestkit.exporter.config.Root;
import io.guestkit.exporter.config.Target;
import io.guestkit.report.Problem;
import java.io.Closeable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Inspects images, a bounded number at once; what comes later waits. Inspections have threads of
 * their own, so that whatever an image costs, requests are answered.
 */
public final class Inspections implements Closeable {
  /** 200 ms: an inspection whose time ended says so at its next read. */
  private static final long GRACE_NANOS = 200_000_000;

  private final Map<String, GuestKit> doors = new HashMap<>();
  private final ThreadPoolExecutor workers;
  private final OwnMetrics own;

  /**
   * Makes inspections of the images of some roots. Images of a root may refer to files below it and
   * in the folders that it allows, not to those of other roots.
   *
   * @param parallelism how many at once, from 1
   */
  public Inspections(List<Root> roots, int parallelism, OwnMetrics own) {
    for (Root root : roots) {
      GuestKit.Builder door = GuestKit.builder().allowDir(root.path());
      root.allowedDirs().forEach(door::allowDir);
      doors.put(root.name(), door.build());
    }
    workers =
        new ThreadPoolExecutor(
            parallelism,
            parallelism,
            1,
            TimeUnit.MINUTES,
            new LinkedBlockingQueue<>(), // each waiting request is a connection; those are bounded
            task -> {
              Thread thread = new Thread(task, "inspection");
              thread.setDaemon(true);
              return thread;
            });
    workers.allowCoreThreadTimeOut(true);
    this.own = own;
    own.watch(workers.getQueue());
  }

  /** Inspects an image, within a time that waiting is part of. */
  public Outcome inspect(Target target, List<String> facts, Duration timeout) {
    Path path = target.path();
    if (path == null) {
      return new Outcome.Failed("no such file, or none that may be looked at");
    }
    long end = System.nanoTime() + timeout.toNanos();
    FutureTask<Outcome> task = new FutureTask<>(() -> run(target.root(), path, facts, end));
    try {
      workers.execute(task);
      return task.get(end - System.nanoTime() + GRACE_NANOS, TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      workers.remove(task);
      return new Outcome.Late();
    } catch (ExecutionException e) {
      return new Outcome.Failed("an error in GuestKit itself: " + e.getCause());
    } catch (RejectedExecutionException e) {
      return new Outcome.Failed("the exporter is stopping");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Outcome.Failed("the exporter is stopping");
    }
  }

  private Outcome run(Root root, Path path, List<String> facts, long end) {
    GuestKit door = doors.get(root.name());
    if (door == null) {
      throw new IllegalArgumentException("no root is named " + root.name());
    }
    InspectOptions options =
        new InspectOptions(facts, false, Duration.ofNanos(end - System.nanoTime()));
    own.begin();
    long start = System.nanoTime();
    try {
      InspectResult.Success result = door.inspect(Machine.of(path), options);
      own.read(result.statistics().bytesRead());
      return new Outcome.Inspected(result, end(result.inspection().problems(), end));
    } catch (ImageException e) {
      return isLimit(e.kind()) && isPast(end)
          ? new Outcome.Late()
          : new Outcome.Failed(String.valueOf(e.getMessage()));
    } finally {
      own.end(System.nanoTime() - start);
    }
  }

  private static Outcome.End end(List<Problem> problems, long end) {
    if (problems.stream().noneMatch(problem -> isLimit(problem.kind()))) {
      return Outcome.End.WHOLE;
    }
    return isPast(end) ? Outcome.End.LATE : Outcome.End.LIMITED;
  }

  private static boolean isLimit(String kind) {
    return kind.equals("limit");
  }

  private static boolean isPast(long end) {
    return System.nanoTime() - end >= 0;
  }

  /** Ends what runs and takes nothing more. */
  @Override
  public void close() {
    workers.shutdownNow();
    doors.values().forEach(GuestKit::close);
  }
}
