package io.guestkit.exporter.fleet;

import io.guestkit.exporter.config.Configuration;
import io.guestkit.exporter.config.Target;
import io.guestkit.exporter.log.Log;
import io.guestkit.exporter.own.OwnMetrics;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What a fleet is made of.
 *
 * @param told what is told of images
 * @param doors the engine for each root
 * @param inspector inspects
 * @param firstSeen remembers
 */
record FleetParts(Told told, Doors doors, ImageInspector inspector, FirstSeen firstSeen) {
  /** Threads that probes have for themselves: what they inspect takes a processor each. */
  static final int PROBES = Runtime.getRuntime().availableProcessors();

  static FleetParts of(
      Told told, Configuration configuration, @Nullable Path folder, OwnMetrics own, Log log) {
    Doors doors = new Doors(folder == null ? null : folder.resolve("reports"));
    doors.open(configuration);
    return new FleetParts(
        told,
        doors,
        new ImageInspector(doors, told, configuration, PROBES, own, log),
        new FirstSeen(folder == null ? null : folder.resolve("first-seen.json"), log));
  }

  /** Makes an image of which nothing is known but when it was first seen. */
  FleetImage image(Target target) {
    return new FleetImage(target, firstSeen.of(ImageKey.of(target)), told);
  }

  /** Makes one that a probe asks for, and discovery has not found: nothing is remembered of it. */
  FleetImage visitor(Target target) {
    return new FleetImage(target, null, told);
  }
}
