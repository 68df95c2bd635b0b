package io.guestkit.exporter.metrics;

import java.util.ArrayList;
import java.util.List;

/**
 * A metric of an image: a row of the table.
 *
 * @param name its name
 * @param collector the group that it belongs to
 * @param scope what it is of, which gives the labels that every metric of the scope has
 * @param labels its own labels, after those of the scope
 * @param help one sentence
 * @param from the components of the report that it carries, dotted from the report down
 * @param reader gives its samples
 */
public record Metric(
    String name,
    MetricCollector collector,
    Scope scope,
    List<String> labels,
    String help,
    List<String> from,
    Reader reader) {
  /** Copies the lists. */
  public Metric {
    labels = List.copyOf(labels);
    from = List.copyOf(from);
  }

  /** What a metric is of. */
  public enum Scope {
    IMAGE(List.of("image_root", "image"), List.of()),
    SYSTEM(List.of("image_root", "image", "system"), List.of("operating_systems.root"));

    @SuppressWarnings("ImmutableEnumChecker") // List.of cannot be changed
    private final List<String> labels;

    @SuppressWarnings("ImmutableEnumChecker") // List.of cannot be changed
    private final List<String> from;

    Scope(List<String> labels, List<String> from) {
      this.labels = labels;
      this.from = from;
    }

    /** Returns the labels that every metric of the scope has. */
    public List<String> labels() {
      return labels;
    }
  }

  /** Reads samples from a report. */
  @FunctionalInterface
  public interface Reader {
    /** Adds the samples of one subject, in the report's order. */
    void read(Subject subject, Samples samples);
  }

  /** Returns the components that it carries, those of its scope too. */
  public List<String> allFrom() {
    List<String> all = new ArrayList<>(scope.from);
    all.addAll(from);
    return all;
  }

  /** Returns all labels in order. */
  public List<String> allLabels() {
    List<String> all = new ArrayList<>(scope.labels());
    all.addAll(labels);
    return all;
  }
}
