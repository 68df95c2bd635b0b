package io.guestkit.exporter.web;

import io.guestkit.exporter.config.RefusedTargetException;
import io.guestkit.exporter.config.Roots;
import io.guestkit.exporter.config.Target;
import io.guestkit.exporter.metrics.MetricCollector;
import io.guestkit.exporter.probe.OwnMetrics;
import io.guestkit.exporter.probe.Prober;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Answers {@code /probe?target=PATH&collect[]=COLLECTOR}. */
public final class ProbeHandler implements Handler {
  private final Roots roots;
  private final Set<MetricCollector> enabled;
  private final Prober prober;
  private final OwnMetrics own;

  /**
   * Makes a handler.
   *
   * @param enabled the collectors that a probe may ask for, and has where it asks for none
   */
  public ProbeHandler(Roots roots, Set<MetricCollector> enabled, Prober prober, OwnMetrics own) {
    this.roots = roots;
    this.enabled = enabled;
    this.prober = prober;
    this.own = own;
  }

  @Override
  public void handle(Context context) throws IOException {
    Target target;
    Set<MetricCollector> collectors;
    Duration timeout;
    try {
      target = target(context.queryParams("target"));
      collectors = collectors(context.queryParams("collect[]"));
      timeout = ScrapeTimeout.of(context.header(ScrapeTimeout.HEADER));
    } catch (RefusedTargetException | IllegalArgumentException e) {
      own.probe(400);
      Answers.sentence(context, 400, String.valueOf(e.getMessage()));
      return;
    }
    Exposition.answer(context, prober.probe(target, collectors, timeout));
    own.probe(200);
  }

  private Target target(List<String> values) throws RefusedTargetException {
    if (values.size() != 1 || values.getFirst().isEmpty()) {
      throw new IllegalArgumentException(
          "give one target: /probe?target=PATH, the absolute path of an image");
    }
    return roots.resolve(values.getFirst());
  }

  private Set<MetricCollector> collectors(List<String> names) {
    if (names.isEmpty()) {
      return enabled;
    }
    Set<MetricCollector> collectors = EnumSet.noneOf(MetricCollector.class);
    for (String name : names) {
      collectors.add(enabled(name));
    }
    return collectors;
  }

  private MetricCollector enabled(String name) {
    for (MetricCollector collector : enabled) {
      if (collector.label().equals(name)) {
        return collector;
      }
    }
    throw new IllegalArgumentException(
        "no collector '%s' is enabled; enabled: %s"
            .formatted(
                name,
                enabled.stream().map(MetricCollector::label).collect(Collectors.joining(", "))));
  }
}
