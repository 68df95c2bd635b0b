package io.guestkit.cli.find;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FindValuesTest {

  @Test
  void sizesAreRoundedUp() {
    assertThat(Quantity.parseSize("--size", "1k").matches(1)).isTrue();
    assertThat(Quantity.parseSize("--size", "1k").matches(1025)).isFalse();
    assertThat(Quantity.parseSize("--size", "-1k").matches(0)).isTrue();
    assertThat(Quantity.parseSize("--size", "-1k").matches(1)).isFalse();
    assertThat(Quantity.parseSize("--size", "+1").matches(513)).isTrue();
    assertThat(Quantity.parseSize("--size", "9G").matches(9L << 30)).isTrue();
    assertThat(Quantity.parseSize("--size", "3c").matches(3)).isTrue();
    assertThat(Quantity.parseSize("--size", "1M").matches(Long.MAX_VALUE)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "+", "k", "1.5", "1T", "--1", "1kk", "99999999999999999999", "\u0661"})
  void refusesWhatIsNoSize(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Quantity.parseSize("--size", text))
        .withMessageContaining("--size: '" + text + "'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-", "/", "8", "u+x", "10000", "000000", "+644", "7 7"})
  void refusesWhatIsNoMode(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Permissions.parse("--perm", text))
        .withMessageContaining("--perm: '" + text + "'");
  }

  @Test
  void instantsAreDatesOrTimes() {
    assertThat(Moment.parse("--newer-than", "2024-05-31"))
        .isEqualTo(Instant.parse("2024-05-31T00:00:00Z"));
    assertThat(Moment.parse("--newer-than", "2024-05-31T12:00:00.5+02:00"))
        .isEqualTo(Instant.parse("2024-05-31T10:00:00.5Z"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "now", "2024-13-01", "2024-05-31T12:00", "12:00"})
  void refusesWhatIsNoTime(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Moment.parse("--newer-than", text))
        .withMessageContaining("--newer-than: '" + text + "'");
  }
}
