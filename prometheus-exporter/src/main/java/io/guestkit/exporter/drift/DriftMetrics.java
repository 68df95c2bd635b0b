package io.guestkit.exporter.drift;

import io.guestkit.exporter.metrics.Metric;
import io.guestkit.exporter.metrics.Metric.Scope;
import io.guestkit.exporter.metrics.MetricCollector;
import io.guestkit.exporter.metrics.Samples;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Metrics of what one image differs in. */
final class DriftMetrics {
  private DriftMetrics() {}

  /**
   * Returns the metrics.
   *
   * @param baseline what it is called
   * @param modified when its file was written to last; null where there is none
   * @param comparison with the image; null where the baseline could not be read
   */
  static List<Metric> of(
      String baseline, @Nullable Instant modified, @Nullable Comparison comparison) {
    List<String> facts = new ArrayList<>();
    for (String fact : MetricCollector.DRIFT.facts()) {
      facts.add("operating_systems." + fact);
    }
    return List.of(
        metric(
            "guestkit_drift_detected",
            List.of("baseline"),
            "1 when the image differs from its baseline.",
            facts,
            (subject, samples) -> detected(baseline, comparison, samples)),
        metric(
            "guestkit_drift_changes",
            List.of("baseline", "category", "action"),
            "Differences from the baseline by category and action.",
            facts,
            (subject, samples) -> changes(baseline, comparison, samples)),
        metric(
            "guestkit_drift_baseline_timestamp_seconds",
            List.of("baseline"),
            "When the baseline was taken, Unix time.",
            List.of(),
            (subject, samples) ->
                samples.add(modified == null ? null : modified.getEpochSecond(), baseline)));
  }

  private static Metric metric(
      String name, List<String> labels, String help, List<String> from, Metric.Reader reader) {
    return new Metric(name, MetricCollector.DRIFT, Scope.IMAGE, labels, help, from, reader);
  }

  private static void detected(String baseline, @Nullable Comparison comparison, Samples samples) {
    if (comparison == null || !comparison.isWhole()) {
      samples.unread();
    }
    if (comparison != null) {
      samples.add(comparison.differs(), baseline);
    }
  }

  private static void changes(String baseline, @Nullable Comparison comparison, Samples samples) {
    if (comparison != null) {
      comparison
          .counts()
          .forEach((kind, count) -> samples.add(count, baseline, kind.category(), kind.action()));
    }
  }
}
