package io.guestkit.exporter.probe;

import io.guestkit.exporter.config.Target;
import io.guestkit.exporter.metrics.MetricCollector;
import io.prometheus.client.Collector;
import io.prometheus.client.Collector.MetricFamilySamples;
import io.prometheus.client.Collector.MetricFamilySamples.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** Adds what is told of a probe itself. */
final class ProbeSamples {
  private static final List<String> IMAGE_LABELS = List.of("image_root", "image");
  private static final List<String> COLLECTOR_LABELS = List.of("image_root", "image", "collector");

  private final Target target;
  private final List<MetricFamilySamples> families;

  ProbeSamples(Target target, List<MetricFamilySamples> families) {
    this.target = target;
    this.families = families;
  }

  void add(List<MetricFamilySamples> more) {
    families.addAll(more);
  }

  void plain(String name, String help, double value) {
    gauge(name, help, List.of(new Sample(name, List.of(), List.of(), value)));
  }

  void inspection(String suffix, String help, boolean value) {
    inspection(suffix, help, value ? 1 : 0);
  }

  void inspection(String suffix, String help, double value) {
    String name = "guestkit_inspection_" + suffix;
    List<String> labels = List.of(target.root().name(), target.image());
    gauge(name, help, List.of(new Sample(name, IMAGE_LABELS, labels, value)));
  }

  void collectors(Set<MetricCollector> collectors, Predicate<MetricCollector> isSuccess) {
    String name = "guestkit_collector_success";
    List<Sample> samples = new ArrayList<>();
    for (MetricCollector collector : collectors) {
      samples.add(
          new Sample(
              name,
              COLLECTOR_LABELS,
              List.of(target.root().name(), target.image(), collector.label()),
              isSuccess.test(collector) ? 1 : 0));
    }
    gauge(name, "1 when the collector succeeded on the image.", samples);
  }

  private void gauge(String name, String help, List<Sample> samples) {
    families.add(new MetricFamilySamples(name, Collector.Type.GAUGE, help, samples));
  }
}
