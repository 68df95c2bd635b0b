package io.guestkit.exporter.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScrapeTimeoutTest {

  @ParameterizedTest
  @CsvSource({"10,9500", "1.5,1000", "1,500", "0.6,300", "0.002,1", "600,120000", "1e300,120000"})
  void leavesTimeForTheAnswer(String header, long millis) {
    assertThat(ScrapeTimeout.of(header)).isEqualTo(Duration.ofMillis(millis));
  }

  @Test
  void withoutHeaderThereIsTheLongestTime() {
    assertThat(ScrapeTimeout.of(null)).isEqualTo(Duration.ofMinutes(2));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "0", "-1", "NaN", "Infinity", "1,5", "0x10", "1e999999999999"})
  void refuses(String header) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ScrapeTimeout.of(header))
        .withMessageContaining("must be a positive number of seconds");
  }
}
