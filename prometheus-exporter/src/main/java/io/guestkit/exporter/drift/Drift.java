package io.guestkit.exporter.drift;

import io.guestkit.exporter.config.Root;
import io.guestkit.exporter.log.Log;
import io.guestkit.exporter.metrics.Metric;
import io.guestkit.exporter.metrics.MetricCollector;
import io.guestkit.report.Inspection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * In what images differ from the baselines of their roots: metrics for the report of each image,
 * beside those of the table. Thread-safe.
 */
public final class Drift {
  private final Map<String, Baseline> baselines = new HashMap<>();

  /** Takes the baselines of the roots that have one; none is read before it is asked for. */
  public Drift(List<Root> roots, Log log) {
    for (Root root : roots) {
      if (root.baseline() != null) {
        baselines.put(root.name(), new Baseline(root, root.baseline(), log));
      }
    }
  }

  /** Returns those of some collectors that tell something of the images of a root. */
  public static Set<MetricCollector> applicable(Root root, Set<MetricCollector> collectors) {
    Set<MetricCollector> applicable = EnumSet.noneOf(MetricCollector.class);
    applicable.addAll(collectors);
    if (root.baseline() == null) {
      applicable.remove(MetricCollector.DRIFT);
    }
    return applicable;
  }

  /**
   * Returns the metrics of one image, which tell of no other; none where its root has no baseline.
   * Reads the baseline where it is not at hand as the file is now, and waits for who reads it.
   *
   * @param report of the image, with the facts of {@link MetricCollector#DRIFT}
   */
  public List<Metric> metrics(Root root, Inspection report) {
    Baseline baseline = baselines.get(root.name());
    if (baseline == null) {
      return List.of();
    }
    Baseline.Content content = baseline.content();
    return DriftMetrics.of(
        baseline.name(),
        content.modified(),
        content.report() == null ? null : Comparison.of(content.report(), report));
  }

  /**
   * Returns a text that stands for the baseline's file of a root as it is now, by its size and
   * time: where it is another one, metrics that were made before are out of date. Costs one look at
   * the file.
   */
  public String stamp(Root root) {
    Baseline baseline = baselines.get(root.name());
    return baseline == null ? "" : baseline.stamp();
  }

  /** Returns the metrics as rows of a reference, which tell of no image. */
  public static List<Metric> rows() {
    return DriftMetrics.of("", null, null);
  }
}
