package io.guestkit.exporter.web;

import io.guestkit.exporter.exposition.Body;
import io.guestkit.exporter.fleet.Fleet;
import io.guestkit.exporter.fleet.Told;
import io.guestkit.exporter.metrics.MetricCollector;
import io.guestkit.exporter.own.OwnMetrics;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.prometheus.client.Collector.MetricFamilySamples;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Answers {@code /metrics?collect[]=COLLECTOR}: the exporter's own metrics, collector {@code
 * exporter}, and what is known of every image.
 */
public final class MetricsHandler implements Handler {
  private static final String OWN = "exporter";

  private final Fleet fleet;
  private final Told told;
  private final OwnMetrics own;

  /** Makes a handler. */
  public MetricsHandler(Fleet fleet, Told told, OwnMetrics own) {
    this.fleet = fleet;
    this.told = told;
    this.own = own;
  }

  @Override
  public void handle(Context context) throws IOException {
    List<String> names = new ArrayList<>(context.queryParams("collect[]"));
    boolean isWhole = names.isEmpty();
    boolean isOwn = names.removeIf(OWN::equals) || isWhole;
    Set<MetricCollector> collectors;
    try {
      collectors = isWhole ? told.collectors() : CollectorChoice.of(names, told.collectors());
    } catch (IllegalArgumentException e) {
      Answers.sentence(context, 400, String.valueOf(e.getMessage()));
      return;
    }
    List<MetricFamilySamples> ownFamilies = isOwn ? own.families() : List.of();
    Exposition.answer(
        context,
        collectors.isEmpty()
            ? new Body(ownFamilies, told.families(), List.of(), family -> false)
            : new Body(
                ownFamilies, told.families(), fleet.lines(collectors), told.only(collectors)));
  }
}
