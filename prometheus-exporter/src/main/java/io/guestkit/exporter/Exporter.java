package io.guestkit.exporter;

import io.guestkit.Build;
import io.guestkit.exporter.config.ConfigException;
import io.guestkit.exporter.config.ConfigFile;
import io.guestkit.exporter.config.Configuration;
import io.guestkit.exporter.config.Roots;
import io.guestkit.exporter.discovery.Discovery;
import io.guestkit.exporter.discovery.Rounds;
import io.guestkit.exporter.exposition.Body;
import io.guestkit.exporter.file.WholeFile;
import io.guestkit.exporter.fleet.Fleet;
import io.guestkit.exporter.fleet.Told;
import io.guestkit.exporter.log.Log;
import io.guestkit.exporter.metrics.MetricTable;
import io.guestkit.exporter.own.OwnMetrics;
import io.guestkit.exporter.pages.FleetPage;
import io.guestkit.exporter.pages.ImagePage;
import io.guestkit.exporter.web.DiscoveryHandler;
import io.guestkit.exporter.web.ListenAddress;
import io.guestkit.exporter.web.MetricsHandler;
import io.guestkit.exporter.web.ProbeHandler;
import io.guestkit.exporter.web.Probes;
import io.guestkit.exporter.web.ReloadHandler;
import io.guestkit.exporter.web.Routes;
import io.guestkit.exporter.web.WebServer;
import io.guestkit.exporter.webconfig.WebConfig;
import io.prometheus.client.exporter.common.TextFormat;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** The fleet of a configuration, and those who serve it. */
final class Exporter implements Closeable {
  private final Settings settings;
  private final Log log;
  private final OwnMetrics own = new OwnMetrics();
  private final Told told;
  private final Fleet fleet;
  private volatile Configuration configuration;

  /**
   * Makes one that does nothing yet.
   *
   * @throws ConfigException if kept reports cannot be used
   */
  Exporter(Settings settings, Configuration configuration, Log log) throws ConfigException {
    this.settings = settings;
    this.configuration = configuration;
    this.log = log;
    this.told = Told.of(settings.collectors(), MetricTable.of(settings.packageNames()));
    try {
      this.fleet = new Fleet(told, configuration, settings.cacheDir(), own, log);
    } catch (IllegalArgumentException e) {
      throw new ConfigException("--cache.dir: " + e.getMessage());
    }
    own.reloaded(true);
  }

  /**
   * Inspects every image once, and writes what they are.
   *
   * @return how many they are
   * @throws IOException with one sentence if the file cannot be written
   */
  int write(Path textfile) throws IOException {
    Roots roots = new Roots(configuration.roots());
    fleet.inspectAll(new Discovery(own, log).images(roots));
    Body body =
        new Body(
            List.of(),
            told.families(),
            fleet.lines(told.collectors()),
            told.only(told.collectors()));
    WholeFile.replace(textfile, out -> body.write(TextFormat.CONTENT_TYPE_004, out));
    return fleet.targets().size();
  }

  /**
   * Serves until the signal to end comes.
   *
   * @param web TLS and logins, where there are any
   * @throws IOException if the address cannot be listened on
   */
  void serve(Signals signals, Optional<WebConfig> web) throws IOException, InterruptedException {
    try (Rounds rounds = new Rounds(configuration, fleet, own, log);
        WebServer server =
            new WebServer(
                settings.listenAddress(), settings.telemetryPath(), routes(rounds), web, log)) {
      ListenAddress address = server.start();
      rounds.start();
      log.info(
          "Listening",
          "address",
          address.toString(),
          "version",
          Build.current().version(),
          "tls",
          Boolean.toString(web.isPresent() && web.get().isTls()));
      signals.awaitEnd(() -> reload(rounds));
      log.info("Stopping");
      fleet.close(); // first: those who wait for an inspection get an answer
    }
  }

  private Routes routes(Rounds rounds) {
    return new Routes(
        new MetricsHandler(fleet, told, own),
        new ProbeHandler(this::probes, fleet, told, own),
        new DiscoveryHandler(fleet),
        new ReloadHandler(() -> reload(rounds)),
        new FleetPage(fleet, settings.telemetryPath(), Clock.systemUTC()),
        new ImagePage(fleet, settings.telemetryPath(), Clock.systemUTC()),
        fleet::isReady);
  }

  private Probes probes() {
    return new Probes(new Roots(configuration.roots()), configuration.modules());
  }

  /**
   * Reads the configuration again, and returns what is wrong with it: the former one stays then.
   */
  private synchronized Optional<String> reload(Rounds rounds) {
    try {
      Configuration read = ConfigFile.read(settings.configFile());
      fleet.configure(read);
      configuration = read;
      rounds.configure(read);
      own.reloaded(true);
      log.info("Configuration reloaded", "file", settings.configFile().toString());
      return Optional.empty();
    } catch (ConfigException | IllegalArgumentException e) {
      String fault = String.valueOf(e.getMessage());
      own.reloaded(false);
      log.error("Configuration not reloaded", "err", fault);
      return Optional.of(fault);
    }
  }

  /** Ends inspections. */
  @Override
  public void close() {
    fleet.close();
  }
}
