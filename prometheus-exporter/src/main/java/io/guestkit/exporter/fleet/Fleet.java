package io.guestkit.exporter.fleet;

import io.guestkit.GuestKit;
import io.guestkit.block.ImageException;
import io.guestkit.exporter.config.Configuration;
import io.guestkit.exporter.config.Target;
import io.guestkit.exporter.exposition.Lines;
import io.guestkit.exporter.fleet.Workers.Priority;
import io.guestkit.exporter.log.Log;
import io.guestkit.exporter.metrics.MetricCollector;
import io.guestkit.exporter.own.OwnMetrics;
import io.guestkit.report.Inspection;
import java.io.Closeable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The images of the roots. Each is looked at again and again in the background, and inspected where
 * it is new or has changed; what was found is told without waiting. Thread-safe.
 */
public final class Fleet implements FleetView, Closeable {
  private final FleetParts parts;
  private final Workers workers;
  private final Looks looks;
  private final Log log;
  private final Map<ImageKey, FleetImage> images = new ConcurrentSkipListMap<>();
  private final Map<ImageKey, FleetImage> visitors = new ConcurrentHashMap<>();

  private volatile boolean isFound;
  private volatile boolean isReady;

  /**
   * Makes a fleet without images.
   *
   * @param told what is told of them
   * @param folder where finished reports are kept, and when images were first seen; null for
   *     nowhere
   * @throws IllegalArgumentException saying why what is in the folder cannot be believed
   */
  public Fleet(
      Told told, Configuration configuration, @Nullable Path folder, OwnMetrics own, Log log) {
    this.parts = FleetParts.of(told, configuration, folder, own, log);
    this.log = log;
    this.workers =
        new Workers(configuration.inspection().parallelism(), FleetParts.PROBES, own, log);
    this.looks = new Looks(parts.inspector(), workers, configuration, own, log);
    own.watchImages(this::known);
  }

  private int known() {
    int count = 0;
    for (FleetImage image : images.values()) {
      count += image.knowledge().findings() == null ? 0 : 1;
    }
    return count;
  }

  /**
   * Takes another configuration. What is known of images of roots that stay as they were stays.
   *
   * @throws IllegalArgumentException saying why kept reports cannot be used
   */
  public void configure(Configuration configuration) {
    parts.doors().open(configuration);
    parts.inspector().configure(configuration);
    looks.configure(configuration);
    workers.resize(configuration.inspection().parallelism());
  }

  /** Takes what discovery found: new images are inspected, those that are gone are dropped. */
  public void found(List<Target> targets) {
    add(targets).forEach(looks::look);
    isFound = true;
  }

  private List<FleetImage> add(List<Target> targets) {
    Set<ImageKey> keys = new HashSet<>();
    List<FleetImage> added = new ArrayList<>();
    for (Target target : targets) {
      ImageKey key = ImageKey.of(target);
      keys.add(key);
      FleetImage image = images.get(key);
      if (image == null || !image.knowledge().target().root().equals(target.root())) {
        image = parts.image(target);
        images.put(key, image);
        added.add(image);
      }
      image.see(target);
    }
    boolean isGone = images.keySet().retainAll(keys);
    if (isGone || !added.isEmpty()) {
      parts.firstSeen().keep(keys);
    }
    return added;
  }

  /** Takes paths that were written to or are gone; returns whether a walk would find others. */
  public boolean changed(Set<Path> paths) {
    Set<Path> unknown = new HashSet<>(paths);
    boolean isGone = false;
    for (FleetImage image : images.values()) {
      Target target = image.knowledge().target();
      boolean isNamed = unknown.remove(target.root().path().resolve(target.image()));
      Path path = target.path();
      if (isNamed || (path != null && unknown.remove(path))) {
        image.changed(Looks.REST, looks.timing());
        isGone = isGone || path == null || !Files.exists(path);
      }
    }
    return isGone || !unknown.isEmpty();
  }

  /** Looks at every image whose time has come. */
  public void lookAround() {
    long now = System.nanoTime();
    for (FleetImage image : images.values()) {
      if (image.isDue(now)) {
        looks.look(image);
      }
    }
  }

  /**
   * Returns an image as it is now, if the time suffices; past it what is known, while the
   * inspection goes on. An image that discovery leaves out is inspected for whoever asks.
   *
   * @throws BusyException if too many wait already
   */
  public ProbedImage probe(Target target, Set<MetricCollector> collectors, Duration timeout)
      throws BusyException, InterruptedException {
    ImageKey key = ImageKey.of(target);
    FleetImage known = images.get(key);
    FleetImage image =
        known != null ? known : visitors.computeIfAbsent(key, k -> parts.visitor(target));
    CompletableFuture<Void> work = begin(key, image);
    try {
      work.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      log.debug("Probe lapsed", "root", key.root(), "image", key.image());
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
    return new ProbedImage(image.lines(collectors), image.knowledge().isSuccess());
  }

  private CompletableFuture<Void> begin(ImageKey key, FleetImage image) throws BusyException {
    while (true) {
      CompletableFuture<Void> work = image.work();
      if (work != null) {
        return work;
      }
      if (image.begin()) {
        work = image.work();
        boolean isTaken =
            workers.urgent(() -> {
              try {
                looks.inspect(image);
              } finally {
                visitors.remove(key, image);
              }
            });
        if (!isTaken) {
          image.end();
          visitors.remove(key, image);
          throw new BusyException();
        }
        return work == null ? CompletableFuture.completedFuture(null) : work;
      }
    }
  }

  /** Inspects images and waits for all of them: for a process that does not stay. */
  public void inspectAll(List<Target> targets) {
    List<CompletableFuture<Void>> all = new ArrayList<>();
    for (FleetImage image : add(targets)) {
      CompletableFuture<Void> work = new CompletableFuture<>();
      all.add(work);
      workers.later(
          Priority.NEW,
          () -> {
            try {
              if (image.begin()) {
                looks.inspect(image);
              }
            } finally {
              work.complete(null);
            }
          });
    }
    CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).join();
  }

  /** Returns the samples of every image, of the collectors that are asked for. */
  public List<Lines> lines(Set<MetricCollector> collectors) {
    List<Lines> lines = new ArrayList<>(images.size());
    for (FleetImage image : images.values()) {
      lines.add(image.lines(collectors));
    }
    return lines;
  }

  /** Returns whether images were looked for once, and what was kept of them was found. */
  public boolean isReady() {
    if (!isReady && isFound) {
      boolean isEachSeen = true;
      for (FleetImage image : images.values()) {
        isEachSeen = isEachSeen && image.wasLookedAt();
      }
      isReady = isEachSeen;
    }
    return isReady;
  }

  /** Returns whether images were looked for. */
  public boolean isFound() {
    return isFound;
  }

  /** Returns every image that can be probed, in order. */
  public List<Target> targets() {
    List<Target> targets = new ArrayList<>(images.size());
    images.values().forEach(image -> targets.add(image.knowledge().target()));
    return targets;
  }

  @Override
  public List<ImageStatus> images() {
    List<ImageStatus> all = new ArrayList<>(images.size());
    images.values().forEach(image -> all.add(image.status()));
    return all;
  }

  @Override
  public Optional<ImageStatus> image(String root, String image) {
    return Optional.ofNullable(images.get(new ImageKey(root, image))).map(FleetImage::status);
  }

  @Override
  public Optional<Inspection> report(String root, String image) {
    return json(root, image)
        .map(json -> {
          try {
            return GuestKit.savedReport(image, json);
          } catch (ImageException e) {
            throw new IllegalStateException(e); // we have written it
          }
        });
  }

  @Override
  public Optional<byte[]> json(String root, String image) {
    FleetImage known = images.get(new ImageKey(root, image));
    Findings findings = known == null ? null : known.knowledge().findings();
    return findings == null ? Optional.empty() : Optional.of(findings.json());
  }

  /** Ends what runs. */
  @Override
  public void close() {
    workers.close();
    parts.doors().close();
  }
}
