package io.guestkit.exporter.config;

import java.util.List;
import java.util.Map;

/**
 * What a configuration file says.
 *
 * @param roots the folders of images, at least one
 * @param modules what a probe may choose by name
 * @param discovery how images are found
 * @param inspection how they are inspected
 */
public record Configuration(
    List<Root> roots,
    Map<String, ProbeModule> modules,
    DiscoverySettings discovery,
    InspectionSettings inspection) {
  /** Copies list and map. */
  public Configuration {
    roots = List.copyOf(roots);
    modules = Map.copyOf(modules);
  }
}
