package io.guestkit.exporter.metrics;

import org.jspecify.annotations.Nullable;

/** Takes the samples of one metric. */
public interface Samples {

  /**
   * Adds a sample; none where the value is undetermined.
   *
   * @param labels values of the metric's own labels, null where undetermined
   */
  void add(@Nullable Number value, @Nullable String... labels);

  /** Adds a sample of 1 or 0; none where the value is undetermined. */
  default void add(@Nullable Boolean value, @Nullable String... labels) {
    if (value != null) {
      add(value ? 1 : 0, labels);
    }
  }

  /** Notes that something was not read that should have been: the collector did not succeed. */
  void unread();
}
