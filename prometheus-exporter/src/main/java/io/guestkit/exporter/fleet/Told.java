package io.guestkit.exporter.fleet;

import io.guestkit.exporter.drift.Drift;
import io.guestkit.exporter.exposition.Families;
import io.guestkit.exporter.exposition.Family;
import io.guestkit.exporter.metrics.Metric;
import io.guestkit.exporter.metrics.MetricCollector;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What is told of images.
 *
 * @param collectors the collectors that are enabled
 * @param table the metrics that reports are told in, of those collectors
 * @param families all families in order
 */
public record Told(Set<MetricCollector> collectors, List<Metric> table, Families families) {
  /** Copies the list. */
  public Told {
    table = List.copyOf(table);
  }

  private static Family family(Metric metric) {
    return new Family(metric.name(), metric.help(), metric.collector());
  }

  /** Returns which families are told to those who choose some collectors. */
  public Predicate<Family> only(Set<MetricCollector> chosen) {
    return family -> family.collector() == null || chosen.contains(family.collector());
  }

  /** Returns what some collectors tell. */
  public static Told of(Set<MetricCollector> collectors, List<Metric> all) {
    List<Metric> table = new ArrayList<>();
    List<Family> families = new ArrayList<>();
    for (Metric metric : all) {
      if (collectors.contains(metric.collector())) {
        table.add(metric);
        families.add(family(metric));
      }
    }
    if (collectors.contains(MetricCollector.DRIFT)) {
      Drift.rows().forEach(metric -> families.add(family(metric)));
    }
    families.addAll(InspectionMetrics.FAMILIES);
    return new Told(collectors, table, new Families(families));
  }
}
