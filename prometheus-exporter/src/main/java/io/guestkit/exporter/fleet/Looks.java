package io.guestkit.exporter.fleet;

import io.guestkit.exporter.config.Configuration;
import io.guestkit.exporter.config.Target;
import io.guestkit.exporter.fleet.Workers.Priority;
import io.guestkit.exporter.log.Log;
import io.guestkit.exporter.log.LogLevel;
import io.guestkit.exporter.own.OwnMetrics;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Looks at images: is what is known of one still true, and if not, may it be inspected now?
 * Thread-safe.
 */
final class Looks {
  /** 3 s: a report of what was written to in the last two is not kept. */
  static final Duration REST = Duration.ofSeconds(3);

  private final ImageInspector inspector;
  private final Workers workers;
  private final OwnMetrics own;
  private final Log log;
  private volatile Timing timing;

  Looks(
      ImageInspector inspector,
      Workers workers,
      Configuration configuration,
      OwnMetrics own,
      Log log) {
    this.inspector = inspector;
    this.workers = workers;
    this.own = own;
    this.log = log;
    this.timing = Timing.of(configuration);
  }

  void configure(Configuration configuration) {
    timing = Timing.of(configuration);
  }

  Timing timing() {
    return timing;
  }

  /** Looks at an image in the background, and inspects it there if need be. */
  void look(FleetImage image) {
    if (image.queue()) {
      workers.later(
          Priority.LOOK,
          () -> {
            if (image.begin()) {
              boolean isToInspect = false;
              try {
                image.dequeued();
                image.see(image.knowledge().target());
                isToInspect = !isCurrent(image) && mayInspect(image);
              } finally {
                image.end();
              }
              if (isToInspect) {
                inspectLater(image);
              }
            } else {
              image.dequeued();
            }
          });
    }
  }

  /** Asks, without reading it, whether what is known of an image is still true. */
  private boolean isCurrent(FleetImage image) {
    if (image.knowledge().isCurrent()) {
      own.cacheHit();
      image.confirm(timing);
      return true;
    }
    Optional<Inspected> kept = inspector.kept(image.knowledge().target());
    if (kept.isPresent()) {
      own.cacheHit();
      image.learn(kept.get(), timing);
      return true;
    }
    image.stale();
    return false;
  }

  private static boolean mayInspect(FleetImage image) {
    if (image.isBeingMade()) {
      image.postpone(REST);
      return false;
    }
    if (image.mayBeInspected(System.nanoTime())) {
      return true;
    }
    image.postpone();
    return false;
  }

  private void inspectLater(FleetImage image) {
    Knowledge known = image.knowledge();
    Priority priority = Priority.NEW;
    if (known.inspected() != null) {
      priority = known.failure() == null ? Priority.CHANGED : Priority.RETRY;
    }
    if (image.queue()) {
      workers.later(
          priority,
          () -> {
            image.dequeued();
            if (image.begin()) {
              inspect(image);
            }
          });
    }
  }

  /** Inspects an image that was begun, unless somebody has meanwhile. */
  void inspect(FleetImage image) {
    try {
      if (isCurrent(image)) {
        return;
      }
      own.cacheMiss();
      image.inspecting();
      image.see(image.knowledge().target());
      String before = image.knowledge().failure();
      Inspected result = inspector.inspect(image.knowledge().target());
      image.learn(result, timing);
      say(image.knowledge().target(), result, before);
    } finally {
      image.end();
    }
  }

  /** What fails again for the same reason was said. */
  private void say(Target target, Inspected result, @Nullable String before) {
    String failure = result.failure();
    String root = target.root().name();
    if (failure == null) {
      log.debug("Inspected", "root", root, "image", target.image());
    } else {
      LogLevel level = failure.equals(before) ? LogLevel.DEBUG : LogLevel.WARN;
      log.write(level, "Inspection failed", "root", root, "image", target.image(), "err", failure);
    }
  }
}
