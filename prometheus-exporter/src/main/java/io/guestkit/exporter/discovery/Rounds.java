package io.guestkit.exporter.discovery;

import io.guestkit.exporter.config.Configuration;
import io.guestkit.exporter.config.Roots;
import io.guestkit.exporter.fleet.Fleet;
import io.guestkit.exporter.log.Log;
import io.guestkit.exporter.own.OwnMetrics;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Walks the roots again and again, and lets the fleet look at each image when its time has come: a
 * thread for each of the two, since a walk may wait for slow storage.
 */
public final class Rounds implements Closeable {
  private static final long SECOND_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Fleet fleet;
  private final Discovery discovery;
  private final Log log;
  private final Thread walking = new Thread(this::walk, "discovery");
  private final Thread looking = new Thread(this::look, "schedule");
  private Configuration configuration;
  private @Nullable Watch watch;
  private long walkAtNanos = System.nanoTime();

  /** Makes rounds that have not begun. */
  public Rounds(Configuration configuration, Fleet fleet, OwnMetrics own, Log log) {
    this.configuration = configuration;
    this.fleet = fleet;
    this.log = log;
    this.discovery = new Discovery(own, log);
    walking.setDaemon(true);
    looking.setDaemon(true);
  }

  /** Begins. */
  public synchronized void start() {
    watch = watch(configuration);
    walking.start();
    looking.start();
  }

  private @Nullable Watch watch(Configuration watched) {
    return watched.discovery().watch()
        ? Watch.start(watched.roots(), this::changed, this::walkSoon, log)
        : null;
  }

  private void changed(Set<Path> paths) {
    if (fleet.changed(paths)) {
      walkSoon();
    }
  }

  /** Takes another configuration, and walks at once. */
  public synchronized void configure(Configuration chosen) {
    closeWatch();
    watch = watch(chosen);
    configuration = chosen;
    walkAtNanos = System.nanoTime();
    notifyAll();
  }

  /** Walks within a second. */
  public synchronized void walkSoon() {
    walkAtNanos = Math.min(walkAtNanos, System.nanoTime() + SECOND_NANOS);
    notifyAll();
  }

  private void walk() {
    try {
      while (true) {
        Configuration now = awaitWalk();
        try {
          fleet.found(discovery.images(new Roots(now.roots())));
        } catch (RuntimeException | Error e) { // the next walk is not lost to it
          log.error("Discovery broke off", "err", String.valueOf(e));
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // closed
    }
  }

  private synchronized Configuration awaitWalk() throws InterruptedException {
    for (long left = left(); left > 0; left = left()) {
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
    walkAtNanos = System.nanoTime() + configuration.discovery().interval().toNanos();
    return configuration;
  }

  private long left() {
    return walkAtNanos - System.nanoTime();
  }

  private void look() {
    try {
      while (true) {
        TimeUnit.NANOSECONDS.sleep(SECOND_NANOS);
        fleet.lookAround();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // closed
    }
  }

  private void closeWatch() {
    if (watch != null) {
      try {
        watch.close();
      } catch (IOException e) {
        log.warn("Watching did not end", "err", String.valueOf(e.getMessage()));
      }
    }
  }

  @Override
  public synchronized void close() {
    closeWatch();
    walking.interrupt();
    looking.interrupt();
  }
}
