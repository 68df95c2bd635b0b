package io.guestkit.exporter.config;

import java.time.Duration;

/**
 * How images are found.
 *
 * @param interval between two walks of the roots; each also asks of every image whether it changed
 * @param watch whether the host is asked to tell of changes at once
 */
public record DiscoverySettings(Duration interval, boolean watch) {
  /** 5 min, watching. */
  public static final DiscoverySettings DEFAULT =
      new DiscoverySettings(Duration.ofMinutes(5), true);

  DiscoverySettings withInterval(Duration chosen) {
    return new DiscoverySettings(chosen, watch);
  }

  DiscoverySettings withWatch(boolean chosen) {
    return new DiscoverySettings(interval, chosen);
  }
}
