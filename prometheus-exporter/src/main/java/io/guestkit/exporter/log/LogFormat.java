package io.guestkit.exporter.log;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.guestkit.export.DisplayText;

/** How a line of the log is written. */
public enum LogFormat {
  /** {@code key=value}, quoted where it must be, as Prometheus writes it. */
  LOGFMT("logfmt") {
    @Override
    void append(StringBuilder line, String key, String value) {
      line.append(line.isEmpty() ? "" : " ").append(key).append('=');
      if (isBare(value)) {
        line.append(value);
      } else {
        appendQuoted(line, value);
      }
    }
  },
  /** One object a line. */
  JSON("json") {
    @Override
    void append(StringBuilder line, String key, String value) {
      line.append(line.isEmpty() ? "{" : ",");
      appendQuoted(line, key);
      line.append(':');
      appendQuoted(line, value);
    }

    @Override
    void end(StringBuilder line) {
      line.append('}');
    }
  };

  private final String label;

  LogFormat(String label) {
    this.label = label;
  }

  /** Returns the name as the flag has it. */
  public String label() {
    return label;
  }

  /** Adds a key and its value to a line. */
  abstract void append(StringBuilder line, String key, String value);

  /** Ends a line that holds what it should. */
  void end(StringBuilder line) {}

  private static boolean isBare(String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c <= ' ' || c >= 0x7f || c == '"' || c == '=' || c == '\\') {
        return false;
      }
    }
    return !value.isEmpty();
  }

  /** Values may come from a guest or a request: none starts a line or steers a terminal. */
  private static void appendQuoted(StringBuilder line, String value) {
    line.append('"');
    JsonStringEncoder.getInstance().quoteAsString(DisplayText.show(value), line);
    line.append('"');
  }
}
