package io.guestkit.exporter;

import io.guestkit.exporter.config.Root;
import io.guestkit.exporter.config.Roots;
import io.guestkit.exporter.discovery.Discovery;
import io.guestkit.exporter.log.Log;
import io.guestkit.exporter.metrics.MetricTable;
import io.guestkit.exporter.probe.Inspections;
import io.guestkit.exporter.probe.OwnMetrics;
import io.guestkit.exporter.probe.Prober;
import io.guestkit.exporter.web.DiscoveryHandler;
import io.guestkit.exporter.web.ListenAddress;
import io.guestkit.exporter.web.ProbeHandler;
import io.guestkit.exporter.web.WebServer;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/**
 * A running exporter.
 *
 * @param server answers requests
 * @param inspections what they wait for
 * @param address where it listens
 */
record Exporter(WebServer server, Inspections inspections, ListenAddress address)
    implements Closeable {

  /**
   * Starts one.
   *
   * @throws IOException if the address cannot be listened on
   */
  static Exporter start(Settings settings, List<Root> roots, Log log) throws IOException {
    OwnMetrics own = new OwnMetrics();
    int parallelism = Runtime.getRuntime().availableProcessors();
    Inspections inspections = new Inspections(roots, parallelism, own);
    Prober prober = new Prober(inspections, MetricTable.of(settings.packageNames()), own, log);
    Roots all = new Roots(roots);
    ProbeHandler probe = new ProbeHandler(all, settings.collectors(), prober, own);
    DiscoveryHandler discovery = new DiscoveryHandler(new Discovery(all, own, log));
    WebServer server =
        new WebServer(
            settings.listenAddress(), settings.telemetryPath(), probe, discovery, own, log);
    try {
      return new Exporter(server, inspections, server.start());
    } catch (IOException e) {
      inspections.close();
      server.close();
      throw e;
    }
  }

  /** Ends inspections first: those who wait for one get an answer. */
  @Override
  public void close() {
    inspections.close();
    server.close();
  }
}
