package io.guestkit.exporter.web;

import io.guestkit.exporter.config.ProbeModule;
import io.guestkit.exporter.config.Roots;
import java.util.Map;

/**
 * What the configuration says of probes.
 *
 * @param roots what may be probed
 * @param modules what a probe may choose by name
 */
public record Probes(Roots roots, Map<String, ProbeModule> modules) {
  /** Copies the map. */
  public Probes {
    modules = Map.copyOf(modules);
  }
}
