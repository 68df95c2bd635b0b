package io.guestkit.exporter.log;

import java.io.PrintStream;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Writes events, one line each. Thread-safe.
 *
 * @param least what matters less is not written
 * @param format how a line is written
 * @param out where to
 * @param clock the time of events
 */
public record Log(LogLevel least, LogFormat format, PrintStream out, Clock clock) {

  /** Returns a log with the time of the host. */
  public static Log to(PrintStream out, LogLevel least, LogFormat format) {
    return new Log(least, format, out, Clock.systemUTC());
  }

  /** Returns whether events of a level are written. */
  public boolean writes(LogLevel level) {
    return level.compareTo(least) >= 0;
  }

  /** Writes what only the search for a fault needs. */
  public void debug(String message, String... keysAndValues) {
    write(LogLevel.DEBUG, message, keysAndValues);
  }

  /** Writes what happens as it should. */
  public void info(String message, String... keysAndValues) {
    write(LogLevel.INFO, message, keysAndValues);
  }

  /** Writes what someone may want to mend. */
  public void warn(String message, String... keysAndValues) {
    write(LogLevel.WARN, message, keysAndValues);
  }

  /** Writes what someone must mend. */
  public void error(String message, String... keysAndValues) {
    write(LogLevel.ERROR, message, keysAndValues);
  }

  /** Writes an event with further keys, each followed by its value. */
  public void write(LogLevel level, String message, String... keysAndValues) {
    if (!writes(level)) {
      return;
    }
    StringBuilder line = new StringBuilder(160);
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    format.append(line, "ts", now.toString());
    format.append(line, "level", level.label());
    format.append(line, "msg", message);
    for (int i = 0; i + 1 < keysAndValues.length; i += 2) {
      format.append(line, keysAndValues[i], keysAndValues[i + 1]);
    }
    format.end(line);
    out.println(line); // one call: println is synchronized
  }
}
