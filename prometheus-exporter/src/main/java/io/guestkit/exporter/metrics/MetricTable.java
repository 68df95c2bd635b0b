package io.guestkit.exporter.metrics;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Every metric that is made from a report, in the order in which they are shown. */
public final class MetricTable {
  /** Matches the name of no package. */
  public static final Pattern NO_PACKAGES = Pattern.compile("(?!)");

  private MetricTable() {}

  /**
   * Returns the table.
   *
   * @param packageNames names of packages that are told one by one
   */
  public static List<Metric> of(Pattern packageNames) {
    List<Metric> all = new ArrayList<>();
    all.addAll(ImageMetrics.all());
    all.addAll(PartitionMetrics.all());
    all.addAll(VolumeGroupMetrics.all());
    all.addAll(FilesystemMetrics.all());
    all.addAll(SystemMetrics.all());
    all.addAll(ContentMetrics.all(packageNames));
    all.addAll(EncryptionMetrics.all());
    return List.copyOf(all);
  }
}
