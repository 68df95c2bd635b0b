package io.guestkit;

import io.guestkit.block.ImageException;
import io.guestkit.cache.Origin;
import io.guestkit.report.Inspection;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** What became of one machine of several. */
public sealed interface InspectResult {

  /** Returns the machine that was asked for. */
  Machine machine();

  /** A report. Thread-safe. */
  final class Success implements InspectResult {
    private final Machine machine;
    private final Report report;
    private final Origin origin;
    private final BooleanSupplier isCurrent;
    private final Statistics statistics;

    Success(
        Machine machine,
        Report report,
        Origin origin,
        BooleanSupplier isCurrent,
        Statistics statistics) {
      this.machine = machine;
      this.report = report;
      this.origin = origin;
      this.isCurrent = isCurrent;
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

    /** Returns when the inspection that the report comes from ended. */
    public Instant inspectedAt() {
      return origin.at();
    }

    /** Returns how long that inspection took. */
    public Duration inspectionTook() {
      return origin.took();
    }

    /**
     * Returns what tells, whenever it is asked, whether the image still is what it was when it was
     * read. Of an image whose changes do not show, such as a block device, it never says so. It
     * holds no report.
     */
    public BooleanSupplier isCurrent() {
      return isCurrent;
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
