package io.guestkit.export;

/** Whether text for people is coloured. */
public enum Colours {
  NONE("", "", ""),
  /** The escape sequences of ECMA-48. */
  ANSI("\u001b[1m", "\u001b[1;33m", "\u001b[0m");

  private final String heading;
  private final String warning;
  private final String end;

  Colours(String heading, String warning, String end) {
    this.heading = heading;
    this.warning = warning;
    this.end = end;
  }

  String heading(String text) {
    return heading + text + end;
  }

  String warning(String text) {
    return warning + text + end;
  }
}
