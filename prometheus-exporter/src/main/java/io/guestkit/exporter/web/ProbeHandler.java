package io.guestkit.exporter.web;

import io.guestkit.exporter.config.ProbeModule;
import io.guestkit.exporter.config.RefusedTargetException;
import io.guestkit.exporter.config.Target;
import io.guestkit.exporter.exposition.Body;
import io.guestkit.exporter.fleet.BusyException;
import io.guestkit.exporter.fleet.Fleet;
import io.guestkit.exporter.fleet.ProbedImage;
import io.guestkit.exporter.fleet.Told;
import io.guestkit.exporter.metrics.MetricCollector;
import io.guestkit.exporter.own.OwnMetrics;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.prometheus.client.Collector;
import io.prometheus.client.Collector.MetricFamilySamples;
import io.prometheus.client.Collector.MetricFamilySamples.Sample;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/** Answers {@code /probe?target=PATH&module=NAME&collect[]=COLLECTOR}. */
public final class ProbeHandler implements Handler {
  private static final ProbeModule EVERYTHING = new ProbeModule(List.of(), null);

  /**
   * 128 at once: each may wait for storage that hangs, in a thread of the host's; Java has 256 for
   * requests.
   */
  private static final int MAX_PROBES = 128;

  private final Semaphore turns = new Semaphore(MAX_PROBES);
  private final Supplier<Probes> probes;
  private final Fleet fleet;
  private final Told told;
  private final OwnMetrics own;

  /**
   * Makes a handler.
   *
   * @param probes what the configuration says of probes now
   */
  public ProbeHandler(Supplier<Probes> probes, Fleet fleet, Told told, OwnMetrics own) {
    this.probes = probes;
    this.fleet = fleet;
    this.told = told;
    this.own = own;
  }

  @Override
  public void handle(Context context) throws IOException {
    if (!turns.tryAcquire()) {
      own.probe(503);
      Answers.busy(context, "too many probes are being answered; ask again later");
      return;
    }
    try {
      probe(context, System.nanoTime());
    } finally {
      turns.release();
    }
  }

  private void probe(Context context, long start) throws IOException {
    Target target;
    Set<MetricCollector> collectors;
    Duration timeout;
    try {
      Probes now = probes.get();
      target = now.roots().resolve(one(context, "target", "the absolute path of an image"));
      ProbeModule module = module(context, now);
      collectors = collectors(context, module);
      timeout = ScrapeTimeout.of(context.header(ScrapeTimeout.HEADER));
      Duration most = module.timeout();
      timeout = most != null && most.compareTo(timeout) < 0 ? most : timeout;
    } catch (RefusedTargetException | IllegalArgumentException e) {
      own.probe(400);
      Answers.sentence(context, 400, String.valueOf(e.getMessage()));
      return;
    }
    answer(context, target, collectors, timeout, start);
  }

  private void answer(
      Context context, Target target, Set<MetricCollector> collectors, Duration timeout, long start)
      throws IOException {
    try {
      ProbedImage image = fleet.probe(target, collectors, timeout);
      List<MetricFamilySamples> probe =
          List.of(
              gauge(
                  "guestkit_probe_success",
                  "1 when this probe succeeded.",
                  image.isSuccess() ? 1 : 0),
              gauge(
                  "guestkit_probe_duration_seconds",
                  "How long this probe took.",
                  (System.nanoTime() - start) / 1e9));
      own.probe(200);
      Exposition.answer(
          context, new Body(probe, told.families(), List.of(image.lines()), told.only(collectors)));
    } catch (BusyException e) {
      own.probe(503);
      Answers.busy(context, String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      own.probe(503);
      Answers.busy(context, "the exporter is stopping");
    }
  }

  private static MetricFamilySamples gauge(String name, String help, double value) {
    return new MetricFamilySamples(
        name, Collector.Type.GAUGE, help, List.of(new Sample(name, List.of(), List.of(), value)));
  }

  private static String one(Context context, String parameter, String what) {
    List<String> values = context.queryParams(parameter);
    if (values.size() != 1 || values.getFirst().isEmpty()) {
      throw new IllegalArgumentException(
          "give one %s: /probe?%s=..., %s".formatted(parameter, parameter, what));
    }
    return values.getFirst();
  }

  private static ProbeModule module(Context context, Probes now) {
    if (context.queryParams("module").isEmpty()) {
      return EVERYTHING;
    }
    String name = one(context, "module", "a module of the configuration");
    ProbeModule module = now.modules().get(name);
    if (module == null) {
      throw new IllegalArgumentException(
          "the configuration has no module '%s'; it has: %s"
              .formatted(name, String.join(", ", new TreeSet<>(now.modules().keySet()))));
    }
    return module;
  }

  /** Returns what the request names, else what the module has, else all that are enabled. */
  private Set<MetricCollector> collectors(Context context, ProbeModule module) {
    List<String> names = context.queryParams("collect[]");
    if (!names.isEmpty()) {
      return CollectorChoice.of(names, told.collectors());
    } else if (module.collectors().isEmpty()) {
      return told.collectors();
    }
    Set<MetricCollector> chosen = EnumSet.noneOf(MetricCollector.class);
    for (MetricCollector collector : module.collectors()) {
      if (told.collectors().contains(collector)) {
        chosen.add(collector);
      }
    }
    return chosen;
  }
}
