package io.guestkit.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Random;
import org.junit.jupiter.api.Test;

class InstantsTest {

  @Test
  void agreesWithTheFormatterOfTheJdk() {
    Random random = new Random(2);
    for (int i = 0; i < 10_000; i++) {
      Instant instant = Instant.ofEpochSecond(random.nextLong(-60_000_000_000L, 250_000_000_000L));
      assertThat(Instants.format(instant)).isEqualTo(DateTimeFormatter.ISO_INSTANT.format(instant));
    }
  }

  @Test
  void writesFractionsWithoutTrailingZeros() {
    assertThat(Instants.format(Instant.ofEpochSecond(0, 120_000_000)))
        .isEqualTo("1970-01-01T00:00:00.12Z");
    assertThat(Instants.format(Instant.ofEpochSecond(0, 1)))
        .isEqualTo("1970-01-01T00:00:00.000000001Z");
  }

  @Test
  void keepsToFourDigitsOfTheYear() {
    assertThat(Instants.format(Instant.MAX)).isEqualTo("9999-12-31T23:59:59Z");
    assertThat(Instants.format(Instant.MIN)).isEqualTo("0000-01-01T00:00:00Z");
  }
}
