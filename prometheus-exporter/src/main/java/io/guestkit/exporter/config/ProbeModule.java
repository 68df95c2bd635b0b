package io.guestkit.exporter.config;

import io.guestkit.exporter.metrics.MetricCollector;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A choice that a probe makes by name.
 *
 * @param collectors what it tells; none for all that are enabled
 * @param timeout how long it waits for an inspection at most; null for what Prometheus gives it
 */
public record ProbeModule(List<MetricCollector> collectors, @Nullable Duration timeout) {
  /** Copies the list. */
  public ProbeModule {
    collectors = List.copyOf(collectors);
  }
}
