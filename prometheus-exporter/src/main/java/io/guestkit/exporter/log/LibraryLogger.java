package io.guestkit.exporter.log;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;

/**
 * The logger of a class of a library. What it takes for worth telling everybody is so only for
 * those who search for a fault; its own trace is written for nobody.
 */
final class LibraryLogger extends LegacyAbstractLogger {
  private static final long serialVersionUID = 1L;

  /** Faults of requests and of the start come back to the exporter, which tells them itself. */
  private static final String TOLD_ALREADY = "io.javalin.";

  private final transient Log log;

  LibraryLogger(String name, Log log) {
    this.name = name;
    this.log = log;
  }

  @Override
  protected void handleNormalizedLoggingCall(
      Level level,
      @Nullable Marker marker,
      @Nullable String message,
      Object @Nullable [] arguments,
      @Nullable Throwable thrown) {
    LogLevel own = levelOf(level);
    String text = String.valueOf(MessageFormatter.basicArrayFormat(message, arguments));
    if (thrown == null) {
      log.write(own, text, "logger", name);
    } else if (log.writes(LogLevel.DEBUG)) {
      StringWriter trace = new StringWriter();
      thrown.printStackTrace(new PrintWriter(trace));
      log.write(own, text, "logger", name, "trace", trace.toString());
    } else {
      log.write(own, text, "logger", name, "err", thrown.toString());
    }
  }

  private LogLevel levelOf(Level level) {
    if (name.startsWith(TOLD_ALREADY)) {
      return LogLevel.DEBUG;
    }
    return switch (level) {
      case ERROR -> LogLevel.ERROR;
      case WARN -> LogLevel.WARN;
      case INFO, DEBUG, TRACE -> LogLevel.DEBUG;
    };
  }

  @Override
  protected @Nullable String getFullyQualifiedCallerName() {
    return null;
  }

  @Override
  public boolean isTraceEnabled() {
    return false;
  }

  @Override
  public boolean isDebugEnabled() {
    return false;
  }

  @Override
  public boolean isInfoEnabled() {
    return log.writes(LogLevel.DEBUG);
  }

  @Override
  public boolean isWarnEnabled() {
    return log.writes(LogLevel.WARN);
  }

  @Override
  public boolean isErrorEnabled() {
    return log.writes(LogLevel.ERROR);
  }
}
