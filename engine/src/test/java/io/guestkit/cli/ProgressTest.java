package io.guestkit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProgressTest {

  @Test
  void namesTheImage() {
    assertThat(Progress.line(0, 10, 0, null)).isEqualTo("[0/10]");
    assertThat(Progress.line(0, 10, 5000, "a.qcow2")).isEqualTo("[0/10] a.qcow2");
    assertThat(Progress.line(1, 10, 999, "a\nb")).isEqualTo("[1/10] a\\x0ab");
  }

  @Test
  void saysTheRateAndWhatIsLeft() {
    assertThat(Progress.line(30, 100, 2000, "a")).isEqualTo("[30/100] 15.0/s, 0:04 left a");
    assertThat(Progress.line(1, 100, 3000, "a")).isEqualTo("[1/100] 0.3/s, 4:57 left a");
    assertThat(Progress.line(100, 100, 3000, "a")).isEqualTo("[100/100] 33.3/s, 0:00 left a");
  }

  @Test
  void saysHoursAsSuch() {
    assertThat(Progress.line(1, 1000, 10_000, "a")).isEqualTo("[1/1000] 0.1/s, 2:46:30 left a");
    assertThat(Progress.line(1, 362, 10_000, "a")).isEqualTo("[1/362] 0.1/s, 1:00:10 left a");
  }

  @Test
  void fitsOnALine() {
    String line = Progress.line(3, 10, 3000, "/images/" + "long-".repeat(30) + "end.qcow2");
    assertThat(line).hasSize(79).contains(" \u2026").endsWith("-end.qcow2");
    assertThat(Progress.line(0, 10, 0, "\ud83d\ude00".repeat(60)))
        .hasSizeLessThan(80)
        .doesNotContain("\u2026\ude00");
  }
}
