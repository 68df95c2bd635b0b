package io.guestkit.exporter.fleet;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What came of one inspection.
 *
 * @param outcome how it ended
 * @param findings what it found; null where there is no report
 * @param failure why it did not succeed, one sentence; null where it did
 * @param chainBroken whether a file that the image refers to cannot be had; null where unknown
 * @param at when it ended
 * @param took how long it took
 */
record Inspected(
    Outcome outcome,
    @Nullable Findings findings,
    @Nullable String failure,
    @Nullable Boolean chainBroken,
    Instant at,
    Duration took) {

  /** How an inspection ends. */
  enum Outcome {
    SUCCESS("success"),
    FAILURE("failure"),
    TIMEOUT("timeout");

    private final String label;

    Outcome(String label) {
      this.label = label;
    }

    /** Returns the word that counters have for it. */
    String label() {
      return label;
    }
  }
}
