package io.guestkit.exporter.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimingTest {
  private static final Timing TIMING = new Timing(Duration.ofMinutes(5), Duration.ofMinutes(1));

  /** A second for the test itself. */
  private static void isAbout(Duration expected, long atNanos) {
    long left = atNanos - System.nanoTime();
    long spread = expected.toNanos() / 10;
    assertThat(left)
        .isBetween(expected.toNanos() - spread - 1_000_000_000, expected.toNanos() + spread);
  }

  @ParameterizedTest
  @CsvSource({
    "PT0.1S, 0, PT1M",
    "PT30S, 0, PT5M",
    "PT0.1S, 1, PT1M",
    "PT0.1S, 3, PT4M",
    "PT0.1S, 7, PT1H",
    "PT0.1S, 1000, PT1H",
    "PT20M, 9, PT200M"
  })
  void waitsLongerForWhatTakesLongAndForWhatFails(Duration took, int failures, Duration expected) {
    isAbout(expected, TIMING.notBefore(took, failures));
  }

  @ParameterizedTest
  @CsvSource("PT5M")
  void looksAgainAfterTheInterval(Duration expected) {
    isAbout(expected, TIMING.next());
  }
}
