package io.guestkit.dist.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.guestkit.testing.Repository;
import io.guestkit.testing.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The unit of systemd, by systemd-analyze; no systemd runs for it. */
class SystemdUnitTest {
  /** Of 10; what systemd itself calls OK is below 5. */
  private static final double MAX_EXPOSURE = 2;

  @TempDir Path dir;
  private Path unit = Path.of("");

  /** The program is not installed here: another one stands in for it. */
  @BeforeEach
  void copy() throws IOException {
    String text = Files.readString(Repository.path("dist/src/systemd/guestkit-exporter.service"));
    assertThat(text).contains("=/usr/local/bin/guestkit-exporter ");
    unit = dir.resolve("guestkit-exporter.service");
    Files.writeString(unit, text.replace("/usr/local/bin/guestkit-exporter", "/bin/true"));
  }

  @Test
  void isUnderstood() {
    String said = Tool.shell("systemd-analyze verify '%s' 2>&1".formatted(unit));
    assertThat(said).doesNotContain("guestkit-exporter.service:");
  }

  @Test
  void givesItLittle() {
    String said =
        Tool.run("systemd-analyze", "security", "--offline=true", "--no-pager", unit.toString());
    Matcher exposure = Pattern.compile("Overall exposure level for \\S+: ([0-9.]+)").matcher(said);
    assertThat(exposure.find()).as(said).isTrue();
    assertThat(Double.parseDouble(exposure.group(1))).isLessThan(MAX_EXPOSURE);
    // The compiler of Java makes pages that can be written to, and then run.
    assertThat(said).contains("\u2717 MemoryDenyWriteExecute=");
  }
}
