package io.guestkit.report;

/** The unit of a component of a report. */
public enum Unit {
  NONE,
  BYTES,
  SECONDS
}
