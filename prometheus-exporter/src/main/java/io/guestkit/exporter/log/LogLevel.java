package io.guestkit.exporter.log;

/** How much an event matters; in order. */
public enum LogLevel {
  DEBUG("debug"),
  INFO("info"),
  WARN("warn"),
  ERROR("error");

  private final String label;

  LogLevel(String label) {
    this.label = label;
  }

  /** Returns the name as lines and flags have it. */
  public String label() {
    return label;
  }
}
