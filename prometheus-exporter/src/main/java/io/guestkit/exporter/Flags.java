package io.guestkit.exporter;

import io.guestkit.exporter.log.LogFormat;
import io.guestkit.exporter.log.LogLevel;
import io.guestkit.exporter.metrics.MetricCollector;
import io.guestkit.exporter.metrics.MetricTable;
import io.guestkit.exporter.web.ListenAddress;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.INegatableOptionTransformer;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.TypeConversionException;

/** The command line, with the names that exporters of Prometheus use. */
final class Flags {
  static final String PROGRAM = "guestkit-exporter";

  private static final int HELP_WIDTH = 100;
  private static final String CONFIG_FILE = "--config.file";
  private static final String CONFIG_CHECK = "--config.check";
  private static final String LISTEN_ADDRESS = "--web.listen-address";
  private static final String TELEMETRY_PATH = "--web.telemetry-path";
  private static final String PACKAGE_INCLUDE = "--collector.package.include";
  private static final String CACHE_DIR = "--cache.dir";
  private static final String ONCE = "--once";
  private static final String TEXTFILE = "--textfile";
  private static final String HEALTH_CHECK = "--health-check";
  private static final String LOG_LEVEL = "--log.level";
  private static final String LOG_FORMAT = "--log.format";
  private static final String HELP = "--help";
  private static final String VERSION = "--version";

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
      result = commandLine().parseArgs(words);
    } catch (ParameterException e) {
      throw new UsageException(complaint(e) + "; see " + PROGRAM + " --help");
    }
    if (result.hasMatchedOption(HELP)) {
      return new Request(Action.HELP, null);
    } else if (result.hasMatchedOption(VERSION)) {
      return new Request(Action.VERSION, null);
    } else if (result.hasMatchedOption(HEALTH_CHECK)) {
      ListenAddress address = value(result, LISTEN_ADDRESS, ListenAddress.class);
      return new Request(Action.CHECK_HEALTH, null, address);
    }
    if (!result.hasMatchedOption(CONFIG_FILE)) {
      throw new UsageException(
          "give --config.file=FILE, the file that names the folders of images; see "
              + PROGRAM
              + " --help");
    }
    if (result.hasMatchedOption(ONCE) != result.hasMatchedOption(TEXTFILE)) {
      throw new UsageException(
          "give --once and --textfile=FILE together; see " + PROGRAM + " --help");
    }
    return new Request(
        result.hasMatchedOption(CONFIG_CHECK) ? Action.CHECK_CONFIG : Action.RUN, settings(result));
  }

  private static Settings settings(ParseResult result) {
    Set<MetricCollector> collectors = EnumSet.noneOf(MetricCollector.class);
    for (MetricCollector collector : MetricCollector.values()) {
      if (Boolean.TRUE.equals(value(result, flag(collector), Boolean.class))) {
        collectors.add(collector);
      }
    }
    return new Settings(
        value(result, LISTEN_ADDRESS, ListenAddress.class),
        value(result, TELEMETRY_PATH, String.class),
        value(result, CONFIG_FILE, Path.class),
        collectors,
        value(result, PACKAGE_INCLUDE, Pattern.class),
        cacheDir(result),
        result.hasMatchedOption(TEXTFILE) ? value(result, TEXTFILE, Path.class) : null,
        value(result, LOG_LEVEL, LogLevel.class),
        value(result, LOG_FORMAT, LogFormat.class));
  }

  /** Returns the folder that is named, or the usual one: XDG Base Directory Specification. */
  private static @Nullable Path cacheDir(ParseResult result) {
    if (result.hasMatchedOption(CACHE_DIR)) {
      return value(result, CACHE_DIR, Path.class);
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
    return commandLine().getUsageMessage(Ansi.OFF);
  }

  private static CommandLine commandLine() {
    CommandSpec spec = CommandSpec.create().name(PROGRAM);
    spec.negatableOptionTransformer(new Negation());
    spec.addOption(
        option(CONFIG_FILE, "FILE", Path::of, "YAML file that names the folders of images.")
            .type(Path.class)
            .build());
    spec.addOption(
        toggle(CONFIG_CHECK, "Check the configuration, and exit: 0 where it can be used, else 1."));
    spec.addOption(
        option(
                LISTEN_ADDRESS,
                "ADDRESS",
                Flags::address,
                "HOST:PORT, [IPV6]:PORT or :PORT to listen on (default: ${DEFAULT-VALUE}).")
            .type(ListenAddress.class)
            .defaultValue(":10480")
            .build());
    spec.addOption(
        option(
                TELEMETRY_PATH,
                "PATH",
                Flags::telemetryPath,
                "Path of the exporter's own metrics (default: ${DEFAULT-VALUE}).")
            .type(String.class)
            .defaultValue("/metrics")
            .build());
    for (MetricCollector collector : MetricCollector.values()) {
      spec.addOption(
          OptionSpec.builder(flag(collector))
              .arity("0")
              .type(Boolean.class)
              .negatable(true)
              .defaultValue("true")
              .fallbackValue("true")
              .description("Metrics of %s (default: on).".formatted(collector.summary()))
              .build());
    }
    spec.addOption(
        option(
                PACKAGE_INCLUDE,
                "REGEX",
                Flags::pattern,
                "Tell packages one by one whose whole name matches (default: none).")
            .type(Pattern.class)
            .initialValue(MetricTable.NO_PACKAGES)
            .build());
    spec.addOption(
        option(
                CACHE_DIR,
                "DIR",
                Path::of,
                "Folder for finished reports (default: guestkit-exporter in $XDG_CACHE_HOME or"
                    + " ~/.cache).")
            .type(Path.class)
            .build());
    spec.addOption(
        toggle(ONCE, "Inspect every image of the roots once, write --textfile, and exit."));
    spec.addOption(
        option(TEXTFILE, "FILE", Path::of, "File for the textfile collector of node_exporter.")
            .type(Path.class)
            .build());
    spec.addOption(
        toggle(
            HEALTH_CHECK,
            "Ask the exporter at --web.listen-address whether it serves, and exit: 0 where it does,"
                + " else 1."));
    addLogging(spec);
    spec.addOption(toggle(HELP, "Print this help.", "-h"));
    spec.addOption(toggle(VERSION, "Print the version."));
    spec.usageMessage()
        .width(HELP_WIDTH)
        .sortOptions(false)
        .abbreviateSynopsis(true)
        .description("Serves what is inside virtual machine disks as metrics for Prometheus.")
        .descriptionHeading("%n")
        .optionListHeading("%nOptions:%n")
        .footer("", "Exit status: 0 when stopped; 1 where it cannot run; 2 for wrong usage.");
    CommandLine line = new CommandLine(spec);
    line.setExpandAtFiles(false);
    return line;
  }

  private static void addLogging(CommandSpec spec) {
    spec.addOption(
        option(
                LOG_LEVEL,
                "LEVEL",
                text -> oneOf(text, LogLevel.values(), LogLevel::label),
                "What is logged: debug, info, warn, error (default: ${DEFAULT-VALUE}).")
            .type(LogLevel.class)
            .defaultValue(LogLevel.INFO.label())
            .build());
    spec.addOption(
        option(
                LOG_FORMAT,
                "FORMAT",
                text -> oneOf(text, LogFormat.values(), LogFormat::label),
                "How it is written: logfmt, json (default: ${DEFAULT-VALUE}).")
            .type(LogFormat.class)
            .defaultValue(LogFormat.LOGFMT.label())
            .build());
  }

  private static OptionSpec.Builder option(
      String name, String label, ITypeConverter<?> converter, String description) {
    return OptionSpec.builder(name)
        .arity("1")
        .paramLabel(label)
        .converters(converter)
        .description(description);
  }

  private static OptionSpec toggle(String name, String description, String... names) {
    String[] all = Stream.concat(Stream.of(names), Stream.of(name)).toArray(String[]::new);
    return OptionSpec.builder(all).arity("0").type(boolean.class).description(description).build();
  }

  private static String flag(MetricCollector collector) {
    return "--collector." + collector.label();
  }

  /** {@code --collector.os} and {@code --no-collector.os}, as in exporters written in Go. */
  private static final class Negation implements INegatableOptionTransformer {
    @Override
    public String makeNegative(String name, CommandSpec spec) {
      return "--no-" + name.substring(2);
    }

    @Override
    public String makeSynopsis(String name, CommandSpec spec) {
      return "--[no-]" + name.substring(2);
    }
  }

  private static ListenAddress address(String text) {
    try {
      return ListenAddress.parse(text);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(LISTEN_ADDRESS + ": " + e.getMessage());
    }
  }

  /** Other letters would be patterns to the router. */
  private static String telemetryPath(String text) {
    boolean isPath =
        text.startsWith("/")
            && text.chars().allMatch(c -> Character.isLetterOrDigit(c) || "/-_.~".indexOf(c) >= 0)
            && !List.of("/probe", "/sd").contains(text)
            && !text.startsWith("/-/");
    if (!isPath) {
      throw new TypeConversionException(
          "%s: '%s' is no path for metrics; write one such as /metrics"
              .formatted(TELEMETRY_PATH, text));
    }
    return text;
  }

  private static Pattern pattern(String text) {
    try {
      return Pattern.compile(text);
    } catch (PatternSyntaxException e) {
      throw new TypeConversionException(
          "%s: '%s' is no regular expression: %s"
              .formatted(PACKAGE_INCLUDE, text, e.getDescription()));
    }
  }

  private static <T> T oneOf(String text, T[] values, Function<T, String> label) {
    for (T value : values) {
      if (label.apply(value).equals(text)) {
        return value;
      }
    }
    throw new TypeConversionException(
        "'%s' is none of %s"
            .formatted(text, String.join(", ", Stream.of(values).map(label).toList())));
  }

  private static String complaint(ParameterException e) {
    String message =
        e.getCause() instanceof TypeConversionException converting
            ? String.valueOf(converting.getMessage())
            : String.valueOf(e.getMessage());
    return message.substring(0, 1).toLowerCase(Locale.ROOT) + message.substring(1);
  }

  /** Returns the names of every flag, for tests of the reference. */
  static List<String> names() {
    return commandLine().getCommandSpec().options().stream().map(OptionSpec::longestName).toList();
  }
}
