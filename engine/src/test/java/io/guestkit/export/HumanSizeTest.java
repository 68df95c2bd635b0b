package io.guestkit.export;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HumanSizeTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0 B",
    "1, 1 B",
    "1023, 1023 B",
    "1024, 1.0 KiB",
    "1536, 1.5 KiB",
    "10189, 10 KiB",
    "10240, 10 KiB",
    "1048575, 1.0 MiB",
    "3113851290, 2.9 GiB",
    "851443712, 812 MiB",
    "9223372036854775807, 8.0 EiB"
  })
  void hasThreeDigitsAndAUnit(long bytes, String text) {
    assertThat(HumanSize.of(bytes)).isEqualTo(text);
  }
}
