package io.guestkit.exporter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.guestkit.exporter.log.LogFormat;
import io.guestkit.exporter.log.LogLevel;
import io.guestkit.exporter.metrics.MetricCollector;
import io.guestkit.exporter.web.ListenAddress;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FlagsTest {

  private static Settings settings(String... words) throws UsageException {
    return Objects.requireNonNull(Flags.parse(words).settings());
  }

  @Test
  void hasTheDefaultsOfAnExporter() throws UsageException {
    Settings settings = settings("--config.file", "a.yml");

    assertThat(settings.configFile()).isEqualTo(Path.of("a.yml"));
    assertThat(settings.listenAddress()).isEqualTo(new ListenAddress("", 10480));
    assertThat(settings.telemetryPath()).isEqualTo("/metrics");
    assertThat(settings.collectors()).containsExactly(MetricCollector.values());
    assertThat(settings.packageNames().matcher("").matches()).isFalse();
    assertThat(settings.textfile()).isNull();
    assertThat(settings.logLevel()).isEqualTo(LogLevel.INFO);
    assertThat(settings.logFormat()).isEqualTo(LogFormat.LOGFMT);
  }

  @Test
  void switchesCollectors() throws UsageException {
    assertThat(
            settings(
                    "--config.file=a",
                    "--no-collector.package",
                    "--no-collector.os",
                    "--collector.user")
                .collectors())
        .doesNotContain(MetricCollector.PACKAGE, MetricCollector.OS)
        .hasSize(MetricCollector.values().length - 2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          --nope                                | unknown option: '--nope'
          x                                     | unmatched argument at index 1: 'x'
          --log.level=loud                      | 'loud' is none of debug, info, warn, error
          --log.format=xml                      | 'xml' is none of logfmt, json
          --web.listen-address=80               | '80' is no address to listen on
          --web.telemetry-path=metrics          | 'metrics' is no path for metrics
          --web.telemetry-path=/{a}             | '/{a}' is no path for metrics
          --web.telemetry-path=/probe           | '/probe' is no path for metrics
          --web.telemetry-path=/-/healthy       | '/-/healthy' is no path for metrics
          --collector.package.include=(         | '(' is no regular expression
          --once                                | give --once and --textfile=FILE together
          --textfile=a.prom                     | give --once and --textfile=FILE together
          --config.file=b                       | should be specified only once
          """)
  void refuses(String word, String sentence) {
    assertThatExceptionOfType(UsageException.class)
        .isThrownBy(() -> Flags.parse("--config.file=a", word))
        .withMessageContaining(sentence)
        .withMessageEndingWith("; see guestkit-exporter --help");
  }

  @Test
  void asksForAConfiguration() {
    assertThatExceptionOfType(UsageException.class)
        .isThrownBy(() -> Flags.parse("--config.check"))
        .withMessageContaining("--config.file=FILE");
  }
}
