package io.guestkit.exporter.log;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.ILoggerFactory;
import org.slf4j.IMarkerFactory;
import org.slf4j.Logger;
import org.slf4j.helpers.BasicMarkerFactory;
import org.slf4j.helpers.NOPMDCAdapter;
import org.slf4j.spi.MDCAdapter;
import org.slf4j.spi.SLF4JServiceProvider;

/**
 * Brings what libraries log to the exporter's own log. slf4j finds and makes it as a service and
 * hands over nothing: what it writes, and how, stands in properties.
 */
public final class LogProvider implements SLF4JServiceProvider {
  private static final String LEVEL = "guestkit.log.level";
  private static final String FORMAT = "guestkit.log.format";

  /** 2.0.99: any version 2.0 of the interface, as slf4j's own providers say. */
  private static final String API_VERSION = "2.0.99";

  private final BasicMarkerFactory markers = new BasicMarkerFactory();
  private final NOPMDCAdapter context = new NOPMDCAdapter();
  private final ConcurrentHashMap<String, Logger> loggers = new ConcurrentHashMap<>();

  /** Called by slf4j. */
  public LogProvider() {}

  /** Chooses what is written; before the first library logs. */
  public static void configure(LogLevel level, LogFormat format) {
    System.setProperty(LEVEL, level.name());
    System.setProperty(FORMAT, format.name());
  }

  @Override
  public void initialize() {}

  @Override
  public ILoggerFactory getLoggerFactory() {
    Log log =
        Log.to(
            new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8),
            LogLevel.valueOf(property(LEVEL, LogLevel.INFO.name())),
            LogFormat.valueOf(property(FORMAT, LogFormat.LOGFMT.name())));
    return name -> loggers.computeIfAbsent(name, any -> new LibraryLogger(name, log));
  }

  private static String property(String name, String otherwise) {
    return System.getProperty(name, otherwise).toUpperCase(Locale.ROOT);
  }

  @Override
  public IMarkerFactory getMarkerFactory() {
    return markers;
  }

  @Override
  public MDCAdapter getMDCAdapter() {
    return context;
  }

  @Override
  public String getRequestedApiVersion() {
    return API_VERSION;
  }
}
