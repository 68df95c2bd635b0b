package io.guestkit.exporter.metrics;

import io.guestkit.report.Inspection;
import io.guestkit.report.OperatingSystem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What samples are read from.
 *
 * @param report the report of one image
 * @param operatingSystem the system that is looked at; null for metrics of the image
 */
public record Subject(Inspection report, @Nullable OperatingSystem operatingSystem) {

  /** Returns the system; only where the metric is of one. */
  OperatingSystem system() {
    if (operatingSystem == null) {
      throw new IllegalStateException("the metric is of the image, not of a system");
    }
    return operatingSystem;
  }

  /**
   * Returns whether a list is an answer. Where something could not be read, an empty one may as
   * well be what was not read: that is not counted as none.
   */
  boolean isKnown(List<?> list) {
    return !list.isEmpty() || report.problems().isEmpty();
  }
}
