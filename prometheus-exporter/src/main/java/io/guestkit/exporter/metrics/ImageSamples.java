package io.guestkit.exporter.metrics;

import io.guestkit.report.Inspection;
import io.guestkit.report.OperatingSystem;
import io.prometheus.client.Collector;
import io.prometheus.client.Collector.MetricFamilySamples;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The samples of one image: the table applied to its report. */
public final class ImageSamples {
  /** 10 000: a guest of thirty disks stays far below; bounds what a hostile image costs. */
  public static final int MAX_SERIES = 10_000;

  private final List<String> image;
  private final Inspection report;
  private final List<MetricFamilySamples> families = new ArrayList<>();
  private final Set<MetricCollector> unread = EnumSet.noneOf(MetricCollector.class);
  private final Map<MetricCollector, Integer> dropped = new EnumMap<>(MetricCollector.class);
  private final int maxSeries;
  private int series;

  private ImageSamples(String root, String image, Inspection report, int maxSeries) {
    this.image = List.of(root, LabelValue.ofPath(image));
    this.report = report;
    this.maxSeries = maxSeries;
  }

  /**
   * Reads the samples of a report.
   *
   * @param root name of the root
   * @param image path of the image, relative to the root
   * @param metrics the rows of the table that are asked for
   * @param maxSeries how many there may be; what comes later is dropped
   */
  public static ImageSamples read(
      String root, String image, Inspection report, List<Metric> metrics, int maxSeries) {
    ImageSamples samples = new ImageSamples(root, image, report, maxSeries);
    for (Metric metric : metrics) {
      samples.read(metric);
    }
    return samples;
  }

  /** Returns the families that have samples. */
  public List<MetricFamilySamples> families() {
    return List.copyOf(families);
  }

  /** Returns whether everything that a collector tells could be read. */
  public boolean isSuccess(MetricCollector collector) {
    return !unread.contains(collector);
  }

  /** Returns how many series of each collector were dropped. */
  public Map<MetricCollector, Integer> dropped() {
    return Map.copyOf(dropped);
  }

  private void read(Metric metric) {
    Family family = new Family(metric);
    switch (metric.scope()) {
      case IMAGE -> metric.reader().read(new Subject(report, null), family);
      case SYSTEM -> {
        if (!new Subject(report, null).isKnown(report.operatingSystems())) {
          family.unread();
        }
        for (OperatingSystem system : report.operatingSystems()) {
          family.system = system;
          metric.reader().read(new Subject(report, system), family);
        }
      }
    }
    if (!family.samples.isEmpty()) {
      families.add(
          new MetricFamilySamples(
              metric.name(), Collector.Type.GAUGE, metric.help(), family.samples));
    }
  }

  /** The samples of one metric. The first of several with the same labels stands. */
  private final class Family implements Samples {
    private final Metric metric;
    private final List<String> labels;
    private final Set<List<String>> seen = new HashSet<>();
    private final List<MetricFamilySamples.Sample> samples = new ArrayList<>();
    private @Nullable OperatingSystem system;

    Family(Metric metric) {
      this.metric = metric;
      this.labels = metric.allLabels();
    }

    @Override
    public void add(@Nullable Number value, @Nullable String... ownLabels) {
      if (value == null) {
        return;
      }
      List<String> values = new ArrayList<>(image);
      if (system != null) {
        values.add(LabelValue.of(system.root()));
      }
      for (String label : ownLabels) {
        values.add(LabelValue.of(label));
      }
      if (!seen.add(values)) {
        return;
      }
      if (series == maxSeries) {
        dropped.merge(metric.collector(), 1, Integer::sum);
        return;
      }
      series++;
      samples.add(
          new MetricFamilySamples.Sample(metric.name(), labels, values, value.doubleValue()));
    }

    @Override
    public void unread() {
      unread.add(metric.collector());
    }
  }
}
