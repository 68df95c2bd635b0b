package io.guestkit.exporter.pages.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimesTest {
  private static final Instant NOW = Instant.parse("2026-11-23T05:04:07.5Z");

  @ParameterizedTest
  @CsvSource({
    "-30, just now",
    "0, just now",
    "59, 59 s ago",
    "60, 1 min ago",
    "3599, 59 min ago",
    "3600, 1 h ago",
    "172799, 47 h ago",
    "172800, 2 days ago",
    "5184000, 60 days ago",
    "8640000, 2026-08-15",
    "-8640000, 2027-03-03",
  })
  void saysHowLongAgo(long seconds, String said) {
    assertThat(Times.ago(NOW.minusSeconds(seconds), NOW)).isEqualTo(said);
  }

  @Test
  void isExact() {
    assertThat(Times.exact(NOW)).isEqualTo("2026-11-23 05:04:07 UTC");
    assertThat(Times.ago(Instant.MIN, NOW)).startsWith("-1000000000");
    assertThat(Times.ago(Instant.MAX, NOW)).startsWith("+1000000000");
  }

  @Test
  void saysHowLongItTook() {
    assertThat(Times.took(Duration.ofMillis(999))).isEqualTo("999 ms");
    assertThat(Times.took(Duration.ofMillis(61_950))).isEqualTo("61.9 s");
  }
}
