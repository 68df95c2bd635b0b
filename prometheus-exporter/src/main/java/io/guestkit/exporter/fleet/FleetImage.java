package io.guestkit.exporter.fleet;

import io.guestkit.exporter.config.Target;
import io.guestkit.exporter.drift.Drift;
import io.guestkit.exporter.exposition.Lines;
import io.guestkit.exporter.metrics.MetricCollector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One image: what is known of it, told as text once for all scrapes, and what is being done. Who
 * works on it has begun it, and is alone. Thread-safe.
 */
final class FleetImage {
  /** 2 s without a write: a copy that goes on is written to more often. */
  private static final Duration SETTLED = Duration.ofSeconds(2);

  /** A minute: an image that is written to all the time is inspected nevertheless. */
  private static final Duration LONGEST_MAKING = Duration.ofMinutes(1);

  private final Told told;
  private final Set<MetricCollector> collectors;
  private volatile Published published;
  private @Nullable CompletableFuture<Void> work;
  private boolean isInspecting;
  private boolean isQueued;
  private boolean wasLookedAt;
  private long dueNanos;
  private long notBeforeNanos;
  private int failures;
  private int unsettled;

  /** What is known, and the same as text: they change together. */
  private record Published(Knowledge knowledge, Lines lines) {}

  FleetImage(Target target, @Nullable Instant firstSeen, Told told) {
    this.told = told;
    this.collectors = Drift.applicable(target.root(), told.collectors());
    Knowledge none = Knowledge.none(target, firstSeen);
    this.published = new Published(none, lines(none, collectors));
    this.dueNanos = System.nanoTime();
    this.notBeforeNanos = dueNanos;
  }

  Knowledge knowledge() {
    return published.knowledge;
  }

  /** Returns the samples of some collectors. */
  Lines lines(Set<MetricCollector> chosen) {
    Published now = published;
    if (chosen.containsAll(collectors)) {
      return now.lines;
    }
    Set<MetricCollector> some = EnumSet.copyOf(chosen);
    some.retainAll(collectors);
    return lines(now.knowledge, some);
  }

  synchronized ImageStatus status() {
    return published.knowledge.status(isInspecting);
  }

  private Lines lines(Knowledge known, Set<MetricCollector> chosen) {
    Lines ofInspection = told.families().lines(InspectionMetrics.of(known, chosen));
    Findings findings = known.findings();
    return findings == null ? ofInspection : ofInspection.or(findings.lines());
  }

  private void know(Knowledge known) {
    published = new Published(known, lines(known, collectors));
  }

  /** Notes when the file was written to, and where the image leads now. */
  void see(Target target) {
    Path path = target.path();
    Instant modified = null;
    try {
      modified = path == null ? null : Files.getLastModifiedTime(path).toInstant();
    } catch (IOException e) {
      // The inspection says why.
    }
    Knowledge known = published.knowledge;
    if (!target.equals(known.target()) || !Objects.equals(modified, known.modified())) {
      know(known.with(target, modified));
    }
  }

  /** Begins work; false where somebody is at it already. */
  synchronized boolean begin() {
    if (work != null) {
      return false;
    }
    work = new CompletableFuture<>();
    return true;
  }

  /** Returns what completes when the work that is under way ends; null where none is. */
  synchronized @Nullable CompletableFuture<Void> work() {
    return work;
  }

  /** Ends work. */
  void end() {
    CompletableFuture<Void> ended;
    synchronized (this) {
      ended = work;
      work = null;
      isInspecting = false;
      wasLookedAt = true;
    }
    if (ended != null) {
      ended.complete(null);
    }
  }

  /** Notes that the image is being inspected. */
  synchronized void inspecting() {
    isInspecting = true;
  }

  /** Notes that a look is waiting for its turn; false where one is already. */
  synchronized boolean queue() {
    boolean isFirst = !isQueued;
    isQueued = true;
    return isFirst;
  }

  synchronized void dequeued() {
    isQueued = false;
  }

  /** Returns whether somebody has looked at it, be it without finding anything. */
  synchronized boolean wasLookedAt() {
    return wasLookedAt;
  }

  /** Returns whether it is time to look. */
  synchronized boolean isDue(long now) {
    return !isQueued && work == null && now - dueNanos >= 0;
  }

  /** Returns whether it may be inspected again. */
  synchronized boolean mayBeInspected(long now) {
    return now - notBeforeNanos >= 0;
  }

  /** Looks again once it may be inspected. */
  synchronized void postpone() {
    dueNanos = notBeforeNanos;
  }

  /** Returns whether somebody seems to write an image that is not known yet. */
  boolean isBeingMade() {
    Knowledge known = published.knowledge;
    Instant written = known.modified();
    Instant seen = known.firstSeen();
    Instant now = Instant.now();
    return known.inspected() == null
        && written != null
        && seen != null
        && written.plus(SETTLED).isAfter(now)
        && seen.plus(LONGEST_MAKING).isAfter(now);
  }

  /** Looks again after a while. */
  synchronized void postpone(Duration rest) {
    dueNanos = System.nanoTime() + rest.toNanos();
  }

  /** Looks again soon, and inspects then if need be. */
  synchronized void changed(Duration rest, Timing timing) {
    long now = System.nanoTime();
    dueNanos = earlier(dueNanos, now + rest.toNanos()); // or changes without end would put it off
    notBeforeNanos = earlier(notBeforeNanos, now + timing.minInterval().toNanos());
  }

  private static long earlier(long a, long b) {
    return a - b < 0 ? a : b;
  }

  /** Notes that the image is what it was. */
  void confirm(Timing timing) {
    Knowledge known = published.knowledge;
    if (known.isStale()) {
      know(known.withStale(false));
    }
    synchronized (this) {
      dueNanos = timing.next();
    }
  }

  /** Notes that the image is not what it was. */
  void stale() {
    Knowledge known = published.knowledge;
    if (known.findings() != null && !known.isStale()) {
      know(known.withStale(true));
    }
  }

  /** Notes what an inspection gave. */
  void learn(Inspected result, Timing timing) {
    know(published.knowledge.after(result));
    boolean isSettled = published.knowledge.isCurrent();
    synchronized (this) {
      failures = result.failure() == null ? 0 : failures + 1;
      unsettled = isSettled || failures > 0 ? 0 : unsettled + 1;
      notBeforeNanos = timing.notBefore(result.took(), failures);
      // One that was just written to is looked at once more when it has come to rest.
      dueNanos = failures > 0 || unsettled == 1 ? notBeforeNanos : timing.next();
    }
  }
}
