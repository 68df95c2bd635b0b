package io.guestkit.exporter.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TurnsTest {
  private final Turns turns = new Turns(3, 2);

  @Test
  void noClientHasAll() {
    assertThat(turns.begin("a")).isTrue();
    assertThat(turns.begin("a")).isTrue();
    assertThat(turns.begin("a")).isFalse();
    assertThat(turns.begin("b")).isTrue();
  }

  @Test
  void thereAreNoMoreThanAllHave() {
    assertThat(turns.begin("a")).isTrue();
    assertThat(turns.begin("a")).isTrue();
    assertThat(turns.begin("b")).isTrue();
    assertThat(turns.begin("b")).isFalse();
    turns.end("a");
    assertThat(turns.begin("b")).isTrue();
  }

  @Test
  void aTurnThatEndedCanBeTaken() {
    for (int i = 0; i < 10; i++) {
      assertThat(turns.begin("a")).isTrue();
      assertThat(turns.begin("a")).isTrue();
      turns.end("a");
      turns.end("a");
    }
  }
}
