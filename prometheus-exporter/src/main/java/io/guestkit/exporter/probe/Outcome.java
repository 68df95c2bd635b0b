package io.guestkit.exporter.probe;

import io.guestkit.InspectResult;

/** What became of the inspection of one image. */
public sealed interface Outcome {

  /** Returns the word that counters have for it. */
  String label();

  /** How an inspection that gave a report ended. */
  enum End {
    WHOLE("success"),
    LATE("timeout"),
    LIMITED("failure");

    private final String label;

    End(String label) {
      this.label = label;
    }
  }

  /**
   * A report.
   *
   * @param result the report and what it took
   * @param end whether it came to its end, or reached which limit
   */
  record Inspected(InspectResult.Success result, End end) implements Outcome {

    /** Returns whether the inspection came to its end. */
    boolean isWhole() {
      return end == End.WHOLE;
    }

    @Override
    public String label() {
      return end.label;
    }
  }

  /**
   * An image that could not be opened.
   *
   * @param reason one sentence
   */
  record Failed(String reason) implements Outcome {
    @Override
    public String label() {
      return "failure";
    }
  }

  /** No report in the time there was. */
  record Late() implements Outcome {
    @Override
    public String label() {
      return "timeout";
    }
  }
}
