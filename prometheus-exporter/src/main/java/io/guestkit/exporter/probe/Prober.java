package io.guestkit.exporter.probe;

import io.guestkit.exporter.config.Target;
import io.guestkit.exporter.log.Log;
import io.guestkit.exporter.metrics.ImageSamples;
import io.guestkit.exporter.metrics.Metric;
import io.guestkit.exporter.metrics.MetricCollector;
import io.guestkit.report.Inspection;
import io.prometheus.client.Collector.MetricFamilySamples;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Inspects one image, and tells it as samples. */
public final class Prober {
  private final Inspections inspections;
  private final List<Metric> table;
  private final OwnMetrics own;
  private final Log log;

  /**
   * Makes a prober.
   *
   * @param table the metrics that a report is told in
   */
  public Prober(Inspections inspections, List<Metric> table, OwnMetrics own, Log log) {
    this.inspections = inspections;
    this.table = List.copyOf(table);
    this.own = own;
    this.log = log;
  }

  /** Returns the answer to a probe: the samples of an image, and those of the probe. */
  public List<MetricFamilySamples> probe(
      Target target, Set<MetricCollector> collectors, Duration timeout) {
    long start = System.nanoTime();
    List<MetricFamilySamples> families = new ArrayList<>();
    ProbeSamples probe = new ProbeSamples(target, families);
    boolean isSuccess = read(target, collectors, timeout, probe);
    probe.plain("guestkit_probe_success", "1 when this probe succeeded.", isSuccess ? 1 : 0);
    probe.plain(
        "guestkit_probe_duration_seconds",
        "How long this probe took.",
        (System.nanoTime() - start) / 1e9);
    return families;
  }

  /** Returns the samples of an image, of the collectors that are asked for. */
  public List<MetricFamilySamples> image(
      Target target, Set<MetricCollector> collectors, Duration timeout) {
    List<MetricFamilySamples> families = new ArrayList<>();
    read(target, collectors, timeout, new ProbeSamples(target, families));
    return families;
  }

  private boolean read(
      Target target, Set<MetricCollector> collectors, Duration timeout, ProbeSamples probe) {
    Set<String> facts = new TreeSet<>();
    collectors.forEach(collector -> facts.addAll(collector.facts()));
    Outcome outcome = inspections.inspect(target, List.copyOf(facts), timeout);
    own.outcome(outcome);
    boolean isSuccess = outcome instanceof Outcome.Inspected inspected && inspected.isWhole();
    if (outcome instanceof Outcome.Inspected inspected) {
      tell(inspected, target, collectors, probe);
    }
    probe.inspection("success", "1 when the last inspection of the image succeeded.", isSuccess);
    probe.inspection(
        "timestamp_seconds",
        "When the last inspection ended, Unix time.",
        Clock.systemUTC().millis() / 1e3);
    say(target, outcome);
    return isSuccess;
  }

  private void tell(
      Outcome.Inspected inspected,
      Target target,
      Set<MetricCollector> collectors,
      ProbeSamples probe) {
    Inspection report = inspected.result().inspection();
    List<Metric> asked =
        table.stream().filter(metric -> collectors.contains(metric.collector())).toList();
    ImageSamples samples =
        ImageSamples.read(
            target.root().name(), target.image(), report, asked, ImageSamples.MAX_SERIES);
    own.dropped(samples.dropped());
    probe.add(samples.families());
    probe.inspection(
        "duration_seconds",
        "How long the last inspection took.",
        inspected.result().statistics().durationNanos() / 1e9);
    probe.inspection(
        "warnings", "Parts of the image that could not be read.", report.problems().size());
    probe.inspection(
        "truncated",
        "1 when facts were left out because of a series limit.",
        !samples.dropped().isEmpty());
    probe.collectors(collectors, collector -> inspected.isWhole() && samples.isSuccess(collector));
  }

  private void say(Target target, Outcome outcome) {
    String root = target.root().name();
    if (outcome instanceof Outcome.Failed failed) {
      log.warn("Probe failed", "root", root, "image", target.image(), "err", failed.reason());
    } else if (outcome instanceof Outcome.Inspected inspected && inspected.isWhole()) {
      log.debug("Probe succeeded", "root", root, "image", target.image());
    } else {
      String limit = outcome.label().equals("timeout") ? "time" : "what an image may cost";
      log.warn("Probe reached a limit", "root", root, "image", target.image(), "limit", limit);
    }
  }
}
