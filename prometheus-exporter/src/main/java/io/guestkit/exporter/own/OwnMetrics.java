package io.guestkit.exporter.own;

import io.guestkit.Build;
import io.guestkit.exporter.metrics.MetricCollector;
import io.prometheus.client.Collector.MetricFamilySamples;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Counter;
import io.prometheus.client.Gauge;
import io.prometheus.client.Histogram;
import io.prometheus.client.hotspot.DefaultExports;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.IntSupplier;

/** What the exporter counts of its own work, and what the JVM says of itself. */
public final class OwnMetrics {
  private static final String PREFIX = "guestkit_exporter_";

  private final CollectorRegistry registry = new CollectorRegistry();
  private final Counter inspections =
      Counter.build(PREFIX + "inspections", "Inspections by outcome (success, failure, timeout).")
          .labelNames("outcome")
          .register(registry);
  private final Histogram duration =
      Histogram.build(PREFIX + "inspection_duration_seconds", "Inspection run time.")
          .buckets(0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60)
          .register(registry);
  private final Gauge inProgress =
      Gauge.build(PREFIX + "inspections_in_progress", "Inspections running now.")
          .register(registry);
  private final Gauge queueLength =
      Gauge.build(PREFIX + "inspection_queue_length", "Inspections waiting for a worker.")
          .register(registry);
  private final Counter readBytes =
      Counter.build(PREFIX + "image_read_bytes", "Bytes read from images.").register(registry);
  private final Counter dropped =
      Counter.build(PREFIX + "series_dropped", "Series left out by the cardinality limit.")
          .labelNames("collector")
          .register(registry);
  private final Counter probes =
      Counter.build(PREFIX + "probe_requests", "Probe requests by HTTP status.")
          .labelNames("code")
          .register(registry);

  private final Gauge discovered =
      Gauge.build(PREFIX + "images_discovered", "Images found by discovery.")
          .labelNames("source")
          .register(registry);
  private final Counter discoveryErrors =
      Counter.build(PREFIX + "discovery_errors", "Failed discovery runs.")
          .labelNames("source")
          .register(registry);

  private final Counter cacheHits =
      Counter.build(PREFIX + "cache_hits", "Facts served from the cache.").register(registry);
  private final Counter cacheMisses =
      Counter.build(PREFIX + "cache_misses", "Facts that needed an inspection.").register(registry);
  private final Gauge cacheEntries =
      Gauge.build(PREFIX + "cache_entries", "Images held in the cache.").register(registry);
  private final Gauge lastReload =
      Gauge.build(
              PREFIX + "config_last_reload_successful",
              "1 when the last configuration reload succeeded.")
          .register(registry);
  private final Gauge lastReloadSuccess =
      Gauge.build(
              PREFIX + "config_last_reload_success_timestamp_seconds",
              "Last successful configuration reload, Unix time.")
          .register(registry);

  /** Makes counters that stand at 0. */
  public OwnMetrics() {
    DefaultExports.register(registry);
    Build build = Build.current();
    Gauge.build(PREFIX + "build_info", "Build of the exporter; value is always 1.")
        .labelNames("version", "revision", "branch", "javaversion")
        .register(registry)
        .labels(
            build.version(),
            build.id().isEmpty() ? "unknown" : build.id(),
            "unknown",
            Runtime.version().toString())
        .set(1);
    List.of("success", "failure", "timeout").forEach(inspections::labels);
    List.of("200", "400", "503").forEach(probes::labels);
    for (MetricCollector collector : MetricCollector.values()) {
      dropped.labels(collector.label());
    }
  }

  /** Returns the samples of now, without the times at which counters were made. */
  public List<MetricFamilySamples> families() {
    return Collections.list(
        registry.filteredMetricFamilySamples(name -> !name.endsWith("_created")));
  }

  /** Tells how much work waits. */
  public void watchQueue(IntSupplier waiting) {
    watch(queueLength, waiting);
  }

  /** Tells of how many images there is a report. */
  public void watchImages(IntSupplier images) {
    watch(cacheEntries, images);
  }

  private static void watch(Gauge gauge, IntSupplier value) {
    gauge.setChild(
        new Gauge.Child() {
          @Override
          public double get() {
            return value.getAsInt();
          }
        });
  }

  /** Notes that an inspection begins. */
  public void begin() {
    inProgress.inc();
  }

  /** Notes that one ended. */
  public void end(long nanos) {
    inProgress.dec();
    duration.observe(nanos / 1e9);
  }

  /** Counts what was read of images. */
  public void read(long bytes) {
    readBytes.inc((double) bytes);
  }

  /** Counts an inspection by its outcome. */
  public void outcome(String label) {
    inspections.labels(label).inc();
  }

  /** Counts that what is known of an image was still true. */
  public void cacheHit() {
    cacheHits.inc();
  }

  /** Counts that an image had to be inspected. */
  public void cacheMiss() {
    cacheMisses.inc();
  }

  /** Counts series that were left out. */
  public void dropped(Map<MetricCollector, Integer> counts) {
    counts.forEach((collector, count) -> dropped.labels(collector.label()).inc(count));
  }

  /** Notes whether the configuration could be read. */
  public void reloaded(boolean isSuccess) {
    lastReload.set(isSuccess ? 1 : 0);
    if (isSuccess) {
      lastReloadSuccess.setToCurrentTime();
    }
  }

  /** Notes how many images discovery found in a root. */
  public void discovered(String root, int images) {
    discovered.labels(root).set(images);
    discoveryErrors.labels(root); // stands at 0 from the first time on
  }

  /** Counts something in a root that discovery could not look into. */
  public void discoveryError(String root) {
    discoveryErrors.labels(root).inc();
  }

  /** Counts an answer to a probe. */
  public void probe(int status) {
    probes.labels(Integer.toString(status)).inc();
  }
}
