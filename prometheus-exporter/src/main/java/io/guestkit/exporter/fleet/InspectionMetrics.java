package io.guestkit.exporter.fleet;

import io.guestkit.exporter.exposition.Family;
import io.guestkit.exporter.metrics.LabelValue;
import io.guestkit.exporter.metrics.MetricCollector;
import io.prometheus.client.Collector;
import io.prometheus.client.Collector.MetricFamilySamples;
import io.prometheus.client.Collector.MetricFamilySamples.Sample;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is told of an image beside what its report says. */
final class InspectionMetrics {
  private static final String IMAGE = "guestkit_image_";
  private static final String INSPECTION = "guestkit_inspection_";
  private static final String COLLECTOR_SUCCESS = "guestkit_collector_success";

  private static final Family MODIFIED =
      new Family(
          IMAGE + "modified_timestamp_seconds",
          "Last modification of the image file, Unix time.",
          MetricCollector.IMAGE);
  private static final Family FIRST_SEEN =
      new Family(
          IMAGE + "first_seen_timestamp_seconds",
          "When the exporter first saw the image, Unix time.",
          MetricCollector.IMAGE);
  private static final Family CHAIN_BROKEN =
      new Family(
          IMAGE + "backing_chain_broken",
          "1 when a backing file is missing or unreadable.",
          MetricCollector.IMAGE);
  private static final Family SUCCESS =
      inspection("success", "1 when the last inspection of the image succeeded.");
  private static final Family TIMESTAMP =
      inspection("timestamp_seconds", "When the last inspection ended, Unix time.");
  private static final Family LAST_SUCCESS =
      inspection(
          "last_success_timestamp_seconds",
          "When the last successful inspection ended, Unix time.");
  private static final Family DURATION =
      inspection("duration_seconds", "How long the last inspection took.");
  private static final Family STALE =
      inspection("stale", "1 when the image changed since its last inspection.");
  private static final Family WARNINGS =
      inspection("warnings", "Parts of the image that could not be read.");
  private static final Family TRUNCATED =
      inspection("truncated", "1 when facts were left out because of a series limit.");
  private static final Family COLLECTORS =
      new Family(COLLECTOR_SUCCESS, "1 when the collector succeeded on the image.", null);

  /** All of them, in the order in which they are told. */
  static final List<Family> FAMILIES =
      List.of(
          MODIFIED,
          FIRST_SEEN,
          CHAIN_BROKEN,
          SUCCESS,
          TIMESTAMP,
          LAST_SUCCESS,
          DURATION,
          STALE,
          WARNINGS,
          TRUNCATED,
          COLLECTORS);

  private static final List<String> IMAGE_LABELS = List.of("image_root", "image");
  private static final List<String> COLLECTOR_LABELS = List.of("image_root", "image", "collector");

  private final List<String> image;
  private final List<MetricFamilySamples> families = new ArrayList<>();

  private InspectionMetrics(ImageKey key) {
    image = List.of(key.root(), LabelValue.ofPath(key.image()));
  }

  private static Family inspection(String suffix, String help) {
    return new Family(INSPECTION + suffix, help, null);
  }

  /** Returns the samples of an image; none of its inspections before the first. */
  static List<MetricFamilySamples> of(Knowledge known, Set<MetricCollector> collectors) {
    InspectionMetrics metrics = new InspectionMetrics(ImageKey.of(known.target()));
    if (collectors.contains(MetricCollector.IMAGE)) {
      metrics.add(MODIFIED, known.modified());
      metrics.add(FIRST_SEEN, known.firstSeen());
      metrics.add(CHAIN_BROKEN, number(known.chainBroken()));
    }
    Instant inspected = known.inspected();
    if (inspected != null) {
      metrics.add(SUCCESS, number(known.isSuccess()));
      metrics.add(TIMESTAMP, inspected);
      metrics.add(LAST_SUCCESS, known.succeeded());
      metrics.add(DURATION, known.took().toNanos() / 1e9);
      Findings findings = known.findings();
      if (findings != null) {
        metrics.add(STALE, number(known.isStale()));
        metrics.add(WARNINGS, (double) findings.summary().problems());
        metrics.add(TRUNCATED, number(findings.isTruncated()));
        metrics.collectors(collectors, known.isSuccess(), findings.unread());
      }
    }
    return metrics.families;
  }

  private void add(Family family, @Nullable Instant time) {
    add(family, time == null ? null : Double.valueOf(time.toEpochMilli() / 1e3));
  }

  private void add(Family family, @Nullable Double value) {
    if (value != null) {
      families.add(samples(family, List.of(new Sample(family.name(), IMAGE_LABELS, image, value))));
    }
  }

  private static @Nullable Double number(@Nullable Boolean flag) {
    return flag == null ? null : Double.valueOf(flag ? 1 : 0);
  }

  private void collectors(
      Set<MetricCollector> collectors, boolean isWhole, Set<MetricCollector> unread) {
    List<Sample> samples = new ArrayList<>();
    for (MetricCollector collector : collectors) {
      List<String> labels = List.of(image.get(0), image.get(1), collector.label());
      double value = isWhole && !unread.contains(collector) ? 1 : 0;
      samples.add(new Sample(COLLECTOR_SUCCESS, COLLECTOR_LABELS, labels, value));
    }
    families.add(samples(COLLECTORS, samples));
  }

  private static MetricFamilySamples samples(Family family, List<Sample> samples) {
    return new MetricFamilySamples(family.name(), Collector.Type.GAUGE, family.help(), samples);
  }
}
