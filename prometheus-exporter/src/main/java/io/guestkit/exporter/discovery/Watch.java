package io.guestkit.exporter.discovery;

import static java.nio.file.StandardWatchEventKinds.ENTRY_CREATE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_DELETE;
import static java.nio.file.StandardWatchEventKinds.OVERFLOW;

import io.guestkit.exporter.config.Root;
import io.guestkit.exporter.log.Log;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Asks the host to tell which files of the roots change, so that nobody has to walk for that. What
 * it does not tell (changes that other hosts make on a network filesystem, writes through a memory
 * map) is left to the periodic walk.
 */
public final class Watch implements Closeable {
  /** 2 s: an image that is written to all the time is told once in it. */
  private static final Duration BATCH = Duration.ofSeconds(2);

  /** 100 ms between two looks: in a storm of writes each costs one event a file, not thousands. */
  private static final long PACE_MILLIS = 100;

  /** 4096 files in a batch: who changes more costs a walk. */
  private static final int MAX_PENDING = 4096;

  /** 5 min: roots that were mounted or made anew are watched again. */
  private static final long RENEW_NANOS = Duration.ofMinutes(5).toNanos();

  /** 30 s between two renewals in storms: each lists all folders. */
  private static final long LEAST_RENEW_NANOS = Duration.ofSeconds(30).toNanos();

  private final @Nullable WatchService service;
  private final long batchNanos;
  private final Consumer<Set<Path>> changed;
  private final Runnable lost;
  private final Set<Path> pending = new LinkedHashSet<>();
  private boolean isLost = true; // what changed before it began is not told
  private long flushAt;
  private long renewedAt;
  private long renewAt;

  private Watch(
      @Nullable WatchService service, Duration batch, Consumer<Set<Path>> changed, Runnable lost) {
    this.service = service;
    this.batchNanos = batch.toNanos();
    this.changed = changed;
    this.lost = lost;
  }

  /**
   * Starts watching, in a thread of its own that calls back, and does not wait for it. Where the
   * host cannot, the log says so and nothing is told.
   *
   * @param changed takes files that were made, written, renamed or removed, as paths below the
   *     roots' own; whether they are there is for the receiver to see. At most one call in 2 s, as
   *     of lost
   * @param lost called where changes may not have been told, so that who wants to know them walks:
   *     once when all folders are watched, when a folder was removed or renamed, and when events or
   *     folders were too many
   */
  public static Watch start(List<Root> roots, Consumer<Set<Path>> changed, Runnable lost, Log log) {
    return start(roots, changed, lost, log, BATCH, WatchedFolders.MAX_FOLDERS);
  }

  static Watch start(
      List<Root> roots,
      Consumer<Set<Path>> changed,
      Runnable lost,
      Log log,
      Duration batch,
      int maxFolders) {
    WatchService service = null;
    try {
      service = FileSystems.getDefault().newWatchService();
    } catch (IOException e) {
      log.warn(
          "Folders are not watched, the periodic walk finds what changes",
          "err",
          String.valueOf(e.getMessage()));
    }
    Watch watch = new Watch(service, batch, changed, lost);
    if (service != null) {
      WatchedFolders folders = new WatchedFolders(service, roots, log, maxFolders);
      WatchService open = service;
      Thread thread = new Thread(() -> watch.run(open, folders, roots, log), "watch");
      thread.setDaemon(true);
      thread.setUncaughtExceptionHandler(
          (ended, fault) -> log.error("Folders are watched no more", "err", fault.toString()));
      thread.start();
    }
    return watch;
  }

  private void run(WatchService open, WatchedFolders folders, List<Root> roots, Log log) {
    try {
      RemoteRoots.tell(roots, log);
      renew(folders, file -> {});
      flushAt = System.nanoTime();
      while (true) {
        flush();
        take(open, folders);
        if (System.nanoTime() - renewAt >= 0) {
          renew(folders, file -> note(file, folders));
        }
        Thread.sleep(PACE_MILLIS);
      }
    } catch (ClosedWatchServiceException e) {
      log.debug("Watching ended");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void renew(WatchedFolders folders, Consumer<Path> found) {
    isLost |= !folders.addRoots(found);
    renewedAt = System.nanoTime();
    renewAt = renewedAt + RENEW_NANOS;
  }

  private void flush() {
    if (System.nanoTime() - flushAt < 0) {
      return;
    }
    boolean wasLost = isLost;
    Set<Path> batch = new LinkedHashSet<>(pending);
    isLost = false;
    pending.clear();
    if (!batch.isEmpty()) {
      changed.accept(Collections.unmodifiableSet(batch));
    }
    if (wasLost) {
      lost.run();
    }
  }

  /** Waits for events, or until something else is due, and takes those that there are. */
  private void take(WatchService open, WatchedFolders folders) throws InterruptedException {
    boolean isWaiting = isLost || !pending.isEmpty();
    long due = isWaiting && flushAt - renewAt < 0 ? flushAt : renewAt;
    List<WatchKey> keys = new ArrayList<>();
    @Nullable WatchKey key = open.poll(due - System.nanoTime(), TimeUnit.NANOSECONDS);
    while (key != null) {
      keys.add(key); // comes again only after its reset
      key = open.poll();
    }
    for (WatchKey ready : keys) {
      take(ready, folders);
    }
    if (!isWaiting && (isLost || !pending.isEmpty())) {
      flushAt = System.nanoTime() + batchNanos;
    }
  }

  private void take(WatchKey key, WatchedFolders folders) {
    for (WatchEvent<?> event : key.pollEvents()) {
      @Nullable Path folder = folders.folder(key);
      if (event.kind().equals(OVERFLOW)) {
        isLost = true;
        renewAt = Math.min(renewAt, renewedAt + LEAST_RENEW_NANOS);
      } else if (folder != null && event.context() instanceof Path name) {
        take(event.kind(), folder.resolve(name), folders);
      }
    }
    if (!key.reset() && folders.forget(key)) {
      isLost = true;
    }
  }

  private void take(WatchEvent.Kind<?> kind, Path path, WatchedFolders folders) {
    if (kind.equals(ENTRY_DELETE)) {
      if (folders.remove(path)) {
        isLost = true;
      } else {
        note(path, folders);
      }
    } else if (kind.equals(ENTRY_CREATE) && Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
      if (folders.isWatched(path)) {
        isLost |= !folders.add(path, file -> note(file, folders));
      }
    } else {
      note(path, folders);
    }
  }

  private void note(Path file, WatchedFolders folders) {
    if (!folders.isOfInterest(file) || folders.contains(file)) {
      return;
    }
    if (pending.size() < MAX_PENDING) {
      pending.add(file);
    } else {
      isLost |= !pending.contains(file);
    }
  }

  /** Ends watching; a call that is under way comes to its end. */
  @Override
  public void close() throws IOException {
    if (service != null) {
      service.close();
    }
  }
}
