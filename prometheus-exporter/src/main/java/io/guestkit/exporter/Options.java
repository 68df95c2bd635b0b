package io.guestkit.exporter;

import io.guestkit.exporter.log.LogFormat;
import io.guestkit.exporter.log.LogLevel;
import io.guestkit.exporter.metrics.MetricCollector;
import io.guestkit.exporter.metrics.MetricTable;
import io.guestkit.exporter.web.ListenAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.INegatableOptionTransformer;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.TypeConversionException;

/** The flags of the command line, with the names that exporters of Prometheus use. */
final class Options {
  private static final int HELP_WIDTH = 100;
  static final String CONFIG_FILE = "--config.file";
  static final String CONFIG_CHECK = "--config.check";
  static final String LISTEN_ADDRESS = "--web.listen-address";
  static final String TELEMETRY_PATH = "--web.telemetry-path";
  static final String WEB_CONFIG_FILE = "--web.config.file";
  static final String PACKAGE_INCLUDE = "--collector.package.include";
  static final String CACHE_DIR = "--cache.dir";
  static final String ONCE = "--once";
  static final String TEXTFILE = "--textfile";
  static final String HEALTH_CHECK = "--health-check";
  static final String LOG_LEVEL = "--log.level";
  static final String LOG_FORMAT = "--log.format";
  static final String HELP = "--help";
  static final String VERSION = "--version";

  private Options() {}

  /** Returns the parser. */
  static CommandLine commandLine() {
    CommandSpec spec = CommandSpec.create().name(Flags.PROGRAM);
    spec.negatableOptionTransformer(new Negation());
    spec.addOption(file(CONFIG_FILE, "YAML file that names the folders of images."));
    spec.addOption(
        toggle(CONFIG_CHECK, "Check the configuration, and exit: 0 where it can be used, else 1."));
    spec.addOption(
        option(
                LISTEN_ADDRESS,
                "ADDRESS",
                Options::address,
                "HOST:PORT, [IPV6]:PORT or :PORT to listen on (default: ${DEFAULT-VALUE}).")
            .type(ListenAddress.class)
            .defaultValue(":10480")
            .build());
    spec.addOption(
        option(
                TELEMETRY_PATH,
                "PATH",
                Options::telemetryPath,
                "Path of the exporter's own metrics (default: ${DEFAULT-VALUE}).")
            .type(String.class)
            .defaultValue("/metrics")
            .build());
    spec.addOption(file(WEB_CONFIG_FILE, "YAML file with TLS and users, as of exporters."));
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
                Options::pattern,
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
    spec.addOption(file(TEXTFILE, "File for the textfile collector of node_exporter."));
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

  private static OptionSpec file(String name, String description) {
    return option(name, "FILE", Path::of, description).type(Path.class).build();
  }

  private static OptionSpec toggle(String name, String description, String... names) {
    String[] all = Stream.concat(Stream.of(names), Stream.of(name)).toArray(String[]::new);
    return OptionSpec.builder(all).arity("0").type(boolean.class).description(description).build();
  }

  /** Returns the flag that switches a collector on. */
  static String flag(MetricCollector collector) {
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
            && !List.of("/probe", "/sd", "/image").contains(text)
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
}
