package io.guestkit.exporter.config;

import io.guestkit.exporter.metrics.MetricCollector;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the configuration: YAML with {@code roots}, and where wanted {@code modules}, {@code
 * discovery} and {@code inspection}.
 */
public final class ConfigFile {
  /** 1 s: a walk of thousands of files takes less. */
  private static final Duration LEAST_INTERVAL = Duration.ofSeconds(1);

  /** 64: more threads than hosts of storage serve well. */
  private static final int MAX_PARALLELISM = 64;

  private final StrictYaml yaml;
  private final List<Root> roots = new ArrayList<>();
  private final Map<String, ProbeModule> modules = new LinkedHashMap<>();
  private final Map<String, Duration> timeouts = new HashMap<>();
  private DiscoverySettings discovery = DiscoverySettings.DEFAULT;
  private InspectionSettings inspection = InspectionSettings.DEFAULT;

  private ConfigFile(StrictYaml yaml) {
    this.yaml = yaml;
  }

  /**
   * Returns what a file says.
   *
   * @throws ConfigException if the file cannot be read or is not what it should be
   */
  public static Configuration read(Path file) throws ConfigException {
    return StrictYaml.read(file, yaml -> new ConfigFile(yaml).read());
  }

  private Configuration read() throws IOException, ConfigException {
    Map<String, StrictYaml.Value> keys = new LinkedHashMap<>();
    keys.put("roots", () -> yaml.elements("roots", this::root));
    keys.put("modules", () -> yaml.names("modules", this::module));
    keys.put("discovery", this::discovery);
    keys.put("inspection", this::inspection);
    yaml.mapping("the configuration", keys);
    if (roots.isEmpty()) {
      throw yaml.fault("roots names no folder: give at least one {name, path}");
    }
    return new Configuration(roots, modules, discovery, inspection);
  }

  private void root() throws IOException, ConfigException {
    int line = yaml.line();
    Root root = new RootReader(yaml).read();
    for (Root other : roots) {
      if (other.name().equals(root.name())) {
        throw yaml.fault(line, "two roots are named " + root.name());
      }
      if (other.path().equals(root.path())) {
        throw yaml.fault(line, "two roots have the path " + root.path());
      }
    }
    roots.add(root);
  }

  private void module(String name) throws IOException, ConfigException {
    List<MetricCollector> collectors = new ArrayList<>();
    Map<String, StrictYaml.Value> keys = new LinkedHashMap<>();
    keys.put("collectors", () -> yaml.elements("collectors", () -> collectors.add(collector())));
    keys.put("timeout", () -> timeouts.put(name, interval("timeout")));
    yaml.mapping("a module", keys);
    modules.put(name, new ProbeModule(collectors, timeouts.get(name)));
  }

  private MetricCollector collector() throws IOException, ConfigException {
    String name = yaml.element("collectors");
    List<String> known = new ArrayList<>();
    for (MetricCollector collector : MetricCollector.values()) {
      if (collector.label().equals(name)) {
        return collector;
      }
      known.add(collector.label());
    }
    throw yaml.fault(
        "no collector is named '%s'; there are %s".formatted(name, String.join(", ", known)));
  }

  private void discovery() throws IOException, ConfigException {
    Map<String, StrictYaml.Value> keys = new LinkedHashMap<>();
    keys.put("interval", () -> discovery = discovery.withInterval(interval("interval")));
    keys.put("watch", () -> discovery = discovery.withWatch(yaml.flag("watch")));
    yaml.mapping("discovery", keys);
  }

  private void inspection() throws IOException, ConfigException {
    Map<String, StrictYaml.Value> keys = new LinkedHashMap<>();
    keys.put(
        "parallelism",
        () ->
            inspection =
                inspection.withParallelism(yaml.number("parallelism", 1, MAX_PARALLELISM)));
    keys.put("timeout", () -> inspection = inspection.withTimeout(interval("timeout")));
    keys.put(
        "min_interval", () -> inspection = inspection.withMinInterval(interval("min_interval")));
    keys.put(
        "series_per_image",
        () ->
            inspection =
                inspection.withSeriesPerImage(
                    yaml.number("series_per_image", 1, InspectionSettings.MAX_SERIES)));
    yaml.mapping("inspection", keys);
  }

  private Duration interval(String key) throws IOException, ConfigException {
    Duration interval = yaml.duration(key);
    if (interval.compareTo(LEAST_INTERVAL) < 0) {
      throw yaml.fault(key + " must be a second at least");
    }
    return interval;
  }
}
