package io.guestkit;

import io.guestkit.block.ImageException;
import io.guestkit.report.Inspection;
import java.util.Optional;

/** What became of one machine of several. */
public sealed interface InspectResult {

  /** Returns the machine that was asked for. */
  Machine machine();

  /** A report. Thread-safe. */
  final class Success implements InspectResult {
    private final Machine machine;
    private final Report report;
    private final Statistics statistics;

    Success(Machine machine, Report report, Statistics statistics) {
      this.machine = machine;
      this.report = report;
      this.statistics = statistics;
    }

    @Override
    public Machine machine() {
      return machine;
    }

    /** Returns the report. */
    public Inspection inspection() {
      return report.inspection();
    }

    /**
     * Returns the report as {@link io.guestkit.export.ReportFormat#JSON} writes it, where that is
     * at hand: it is kept so. Not to be changed.
     */
    public Optional<byte[]> json() {
      return report.hasJson() ? Optional.of(report.json()) : Optional.empty();
    }

    /** Returns what it took. */
    public Statistics statistics() {
      return statistics;
    }
  }

  /**
   * A disk that could not be opened at all.
   *
   * @param machine the machine that was asked for
   * @param error why, with the path
   */
  record Failure(Machine machine, ImageException error) implements InspectResult {}
}
