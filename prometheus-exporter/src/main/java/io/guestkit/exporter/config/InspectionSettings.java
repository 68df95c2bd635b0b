package io.guestkit.exporter.config;

import io.guestkit.InspectOptions;
import java.time.Duration;

/**
 * How images are inspected.
 *
 * @param parallelism how many at once in the background, from 1
 * @param timeout how long one may take
 * @param minInterval the least time between two inspections of an image that keeps changing
 * @param seriesPerImage how many series one image may have
 */
public record InspectionSettings(
    int parallelism, Duration timeout, Duration minInterval, int seriesPerImage) {
  /** 10 000: a guest of thirty disks stays far below; bounds what a hostile image costs. */
  public static final int MAX_SERIES = 10_000;

  /** Half of the processors: requests are answered by the others. */
  public static final InspectionSettings DEFAULT =
      new InspectionSettings(
          Math.max(1, Runtime.getRuntime().availableProcessors() / 2),
          InspectOptions.DEFAULT_TIMEOUT,
          Duration.ofMinutes(1),
          MAX_SERIES);

  InspectionSettings withParallelism(int chosen) {
    return new InspectionSettings(chosen, timeout, minInterval, seriesPerImage);
  }

  InspectionSettings withTimeout(Duration chosen) {
    return new InspectionSettings(parallelism, chosen, minInterval, seriesPerImage);
  }

  InspectionSettings withMinInterval(Duration chosen) {
    return new InspectionSettings(parallelism, timeout, chosen, seriesPerImage);
  }

  InspectionSettings withSeriesPerImage(int chosen) {
    return new InspectionSettings(parallelism, timeout, minInterval, chosen);
  }
}
