package io.guestkit;

import io.guestkit.block.ImageException;
import io.guestkit.report.Inspection;

/** What became of one machine of several. */
public sealed interface InspectResult {

  /** Returns the machine that was asked for. */
  Machine machine();

  /**
   * A report.
   *
   * @param machine the machine that was asked for
   * @param inspection the report
   * @param statistics what it took
   */
  record Success(Machine machine, Inspection inspection, Statistics statistics)
      implements InspectResult {}

  /**
   * A disk that could not be opened at all.
   *
   * @param machine the machine that was asked for
   * @param error why, with the path
   */
  record Failure(Machine machine, ImageException error) implements InspectResult {}
}
