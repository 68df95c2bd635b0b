package io.guestkit.exporter.web;

import io.guestkit.exporter.metrics.MetricCollector;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** The collectors that a request chooses with {@code collect[]}. */
final class CollectorChoice {
  private CollectorChoice() {}

  /**
   * Returns them.
   *
   * @param enabled those that it may choose
   * @throws IllegalArgumentException naming one that is not enabled, and those that are
   */
  static Set<MetricCollector> of(List<String> names, Set<MetricCollector> enabled) {
    Set<MetricCollector> chosen = EnumSet.noneOf(MetricCollector.class);
    for (String name : names) {
      chosen.add(enabled(name, enabled));
    }
    return chosen;
  }

  private static MetricCollector enabled(String name, Set<MetricCollector> enabled) {
    List<String> labels = new ArrayList<>();
    for (MetricCollector collector : enabled) {
      if (collector.label().equals(name)) {
        return collector;
      }
      labels.add(collector.label());
    }
    throw new IllegalArgumentException(
        "no collector '%s' is enabled; enabled: %s".formatted(name, String.join(", ", labels)));
  }
}
