package io.guestkit.exporter.fleet;

import io.guestkit.GuestKit;
import io.guestkit.InspectOptions;
import io.guestkit.InspectResult;
import io.guestkit.Machine;
import io.guestkit.block.ImageException;
import io.guestkit.exporter.config.Configuration;
import io.guestkit.exporter.config.InspectionSettings;
import io.guestkit.exporter.config.Target;
import io.guestkit.exporter.drift.Drift;
import io.guestkit.exporter.fleet.Inspected.Outcome;
import io.guestkit.exporter.log.Log;
import io.guestkit.exporter.metrics.ImageSamples;
import io.guestkit.exporter.metrics.Metric;
import io.guestkit.exporter.metrics.MetricCollector;
import io.guestkit.exporter.own.OwnMetrics;
import io.guestkit.report.Inspection;
import io.guestkit.report.Problem;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Inspects one image, and renders what it found. Thread-safe. */
final class ImageInspector {
  private final Doors doors;
  private final Told told;
  private final OwnMetrics own;
  private final Log log;
  private volatile Chosen chosen;
  private final int probes;

  /**
   * Makes an inspector.
   *
   * @param told what is told of a report
   * @param probes how many probes may inspect at once, besides the background
   */
  ImageInspector(
      Doors doors, Told told, Configuration configuration, int probes, OwnMetrics own, Log log) {
    this.doors = doors;
    this.told = told;
    this.probes = probes;
    this.own = own;
    this.log = log;
    this.chosen = chosen(configuration);
  }

  /** What the configuration chooses. */
  private record Chosen(InspectionSettings settings, Drift drift) {}

  private Chosen chosen(Configuration configuration) {
    return new Chosen(configuration.inspection(), new Drift(configuration.roots(), log));
  }

  void configure(Configuration configuration) {
    chosen = chosen(configuration);
  }

  private InspectOptions options(GuestKit door, Target target) {
    Set<String> facts = new TreeSet<>();
    for (MetricCollector collector : Drift.applicable(target.root(), told.collectors())) {
      facts.addAll(collector.facts());
    }
    InspectionSettings settings = chosen.settings;
    InspectOptions wanted = new InspectOptions(List.copyOf(facts), false, settings.timeout());
    return Doors.options(door, wanted, settings.parallelism() + probes);
  }

  /** Returns what a kept report says; empty where none is kept, or the image has changed. */
  Optional<Inspected> kept(Target target) {
    GuestKit door = doors.of(target.root());
    Path path = target.path();
    if (door == null || path == null) {
      return Optional.empty();
    }
    return door.kept(Machine.of(path), options(door, target))
        .map(result -> inspected(target, result));
  }

  /** Inspects an image of which no report is kept; whatever happens is an answer. */
  Inspected inspect(Target target) {
    own.begin();
    long start = System.nanoTime();
    Inspected inspected;
    try {
      inspected = attempt(target, start);
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      inspected = failed("an error in GuestKit itself: " + e, null, start);
    } finally {
      own.end(System.nanoTime() - start);
    }
    own.outcome(inspected.outcome().label());
    return inspected;
  }

  private Inspected attempt(Target target, long start) {
    GuestKit door = doors.of(target.root());
    Path path = target.path();
    if (door == null) {
      return failed("its root is no longer configured", null, start);
    }
    if (path == null) {
      return failed("no such file, or none that may be looked at", null, start);
    }
    try {
      InspectResult.Success result = door.inspectAnew(Machine.of(path), options(door, target));
      own.read(result.statistics().bytesRead());
      return inspected(target, result);
    } catch (ImageException e) {
      Inspected failed =
          failed(String.valueOf(e.getMessage()), isChainBroken(e.kind(), path), start);
      return isLimit(e.kind()) && isLate(failed.took()) ? late(failed) : failed;
    }
  }

  /** The image itself is there: what is missing or refused is a file that it refers to. */
  private static boolean isChainBroken(String kind, Path path) {
    return (kind.equals("missing") || kind.equals("refused")) && path.toFile().exists();
  }

  private static Inspected failed(String reason, @Nullable Boolean chainBroken, long start) {
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    return new Inspected(Outcome.FAILURE, null, reason, chainBroken, Instant.now(), took);
  }

  private static Inspected late(Inspected failed) {
    return new Inspected(
        Outcome.TIMEOUT, null, "it took too long", null, failed.at(), failed.took());
  }

  private Inspected inspected(Target target, InspectResult.Success result) {
    Inspection report = result.inspection();
    Chosen now = chosen;
    String stamp = now.drift.stamp(target.root());
    ImageSamples samples =
        ImageSamples.read(
            target.root().name(),
            target.image(),
            report,
            metrics(now.drift, target, report),
            now.settings.seriesPerImage());
    own.dropped(samples.dropped());
    Set<MetricCollector> unread = new TreeSet<>();
    for (MetricCollector collector : told.collectors()) {
      if (!samples.isSuccess(collector)) {
        unread.add(collector);
      }
    }
    Findings findings =
        new Findings(
            told.families().lines(samples.families()),
            unread,
            !samples.dropped().isEmpty(),
            Findings.summary(report),
            Findings.pack(result),
            isCurrent(result.isCurrent(), target, stamp));
    Outcome outcome = outcome(report.problems(), result.inspectionTook());
    return new Inspected(
        outcome,
        findings,
        outcome == Outcome.SUCCESS ? null : limit(outcome),
        false,
        result.inspectedAt(),
        result.inspectionTook());
  }

  private List<Metric> metrics(Drift drift, Target target, Inspection report) {
    if (!told.collectors().contains(MetricCollector.DRIFT)) {
      return told.table();
    }
    List<Metric> metrics = new ArrayList<>(told.table());
    metrics.addAll(drift.metrics(target.root(), report));
    return metrics;
  }

  /** What an image is compared with may change too. */
  private BooleanSupplier isCurrent(BooleanSupplier image, Target target, String stamp) {
    return () -> chosen.drift.stamp(target.root()).equals(stamp) && image.getAsBoolean();
  }

  private Outcome outcome(List<Problem> problems, Duration took) {
    for (Problem problem : problems) {
      if (isLimit(problem.kind())) {
        return isLate(took) ? Outcome.TIMEOUT : Outcome.FAILURE;
      }
    }
    return Outcome.SUCCESS;
  }

  private static String limit(Outcome outcome) {
    return "the inspection reached a limit: "
        + (outcome == Outcome.TIMEOUT ? "its time" : "what an image may cost");
  }

  private static boolean isLimit(String kind) {
    return kind.equals("limit");
  }

  private boolean isLate(Duration took) {
    return took.compareTo(chosen.settings.timeout()) >= 0;
  }
}
