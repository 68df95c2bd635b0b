package io.guestkit.exporter;

import io.guestkit.exporter.log.LogFormat;
import io.guestkit.exporter.log.LogLevel;
import io.guestkit.exporter.metrics.MetricCollector;
import io.guestkit.exporter.web.ListenAddress;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.TypeConversionException;

/** A command line: what it asks for, and what it chooses. */
final class Flags {
  static final String PROGRAM = "guestkit-exporter";

  private Flags() {}

  /** What a command line asks for. */
  enum Action {
    RUN,
    CHECK_CONFIG,
    CHECK_HEALTH,
    HELP,
    VERSION
  }

  /**
   * A command line.
   *
   * @param action what is asked for
   * @param settings what is chosen to serve by; null where it is not to serve
   * @param health the exporter to ask for its health; null where that is not asked for
   */
  record Request(Action action, @Nullable Settings settings, @Nullable ListenAddress health) {
    Request(Action action, @Nullable Settings settings) {
      this(action, settings, null);
    }
  }

  /**
   * Parses a command line.
   *
   * @throws UsageException saying what is wrong with it
   */
  static Request parse(String... words) throws UsageException {
    ParseResult result;
    try {
      result = Options.commandLine().parseArgs(words);
    } catch (ParameterException e) {
      throw new UsageException(complaint(e) + "; see " + PROGRAM + " --help");
    }
    if (result.hasMatchedOption(Options.HELP)) {
      return new Request(Action.HELP, null);
    } else if (result.hasMatchedOption(Options.VERSION)) {
      return new Request(Action.VERSION, null);
    } else if (result.hasMatchedOption(Options.HEALTH_CHECK)) {
      ListenAddress address = value(result, Options.LISTEN_ADDRESS, ListenAddress.class);
      return new Request(Action.CHECK_HEALTH, null, address);
    }
    if (!result.hasMatchedOption(Options.CONFIG_FILE)) {
      throw new UsageException(
          "give --config.file=FILE, the file that names the folders of images; see "
              + PROGRAM
              + " --help");
    }
    if (result.hasMatchedOption(Options.ONCE) != result.hasMatchedOption(Options.TEXTFILE)) {
      throw new UsageException(
          "give --once and --textfile=FILE together; see " + PROGRAM + " --help");
    }
    return new Request(
        result.hasMatchedOption(Options.CONFIG_CHECK) ? Action.CHECK_CONFIG : Action.RUN,
        settings(result));
  }

  private static Settings settings(ParseResult result) {
    Set<MetricCollector> collectors = EnumSet.noneOf(MetricCollector.class);
    for (MetricCollector collector : MetricCollector.values()) {
      if (Boolean.TRUE.equals(value(result, Options.flag(collector), Boolean.class))) {
        collectors.add(collector);
      }
    }
    return new Settings(
        value(result, Options.LISTEN_ADDRESS, ListenAddress.class),
        value(result, Options.TELEMETRY_PATH, String.class),
        value(result, Options.CONFIG_FILE, Path.class),
        result.hasMatchedOption(Options.WEB_CONFIG_FILE)
            ? value(result, Options.WEB_CONFIG_FILE, Path.class)
            : null,
        collectors,
        value(result, Options.PACKAGE_INCLUDE, Pattern.class),
        cacheDir(result),
        result.hasMatchedOption(Options.TEXTFILE)
            ? value(result, Options.TEXTFILE, Path.class)
            : null,
        value(result, Options.LOG_LEVEL, LogLevel.class),
        value(result, Options.LOG_FORMAT, LogFormat.class));
  }

  /** Returns the folder that is named, or the usual one: XDG Base Directory Specification. */
  private static @Nullable Path cacheDir(ParseResult result) {
    if (result.hasMatchedOption(Options.CACHE_DIR)) {
      return value(result, Options.CACHE_DIR, Path.class);
    }
    String caches = System.getenv().getOrDefault("XDG_CACHE_HOME", "");
    String home = System.getenv().getOrDefault("HOME", "");
    if (caches.startsWith("/")) {
      return Path.of(caches, PROGRAM);
    }
    return home.startsWith("/") ? Path.of(home, ".cache", PROGRAM) : null;
  }

  /** Returns a value that has a default. */
  private static <T> T value(ParseResult result, String name, Class<T> type) {
    return type.cast(result.commandSpec().findOption(name).getValue());
  }

  /** Returns the help. */
  static String help() {
    return Options.commandLine().getUsageMessage(Ansi.OFF);
  }

  private static String complaint(ParameterException e) {
    String message =
        e.getCause() instanceof TypeConversionException converting
            ? String.valueOf(converting.getMessage())
            : String.valueOf(e.getMessage());
    return message.substring(0, 1).toLowerCase(Locale.ROOT) + message.substring(1);
  }
}
