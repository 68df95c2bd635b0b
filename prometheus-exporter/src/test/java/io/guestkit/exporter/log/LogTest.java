package io.guestkit.exporter.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class LogTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  private Log log(LogFormat format) {
    return new Log(
        LogLevel.INFO,
        format,
        new PrintStream(bytes, true, StandardCharsets.UTF_8),
        Clock.fixed(Instant.parse("2026-11-23T05:04:07.883999Z"), ZoneOffset.UTC));
  }

  @Test
  void writesLogfmt() {
    log(LogFormat.LOGFMT).warn("Probe failed", "image", "a\n\u001b[31m\"b", "root", "x", "e", "");

    assertThat(bytes.toString(StandardCharsets.UTF_8))
        .isEqualTo(
            "ts=2026-11-23T05:04:07.883Z level=warn msg=\"Probe failed\""
                + " image=\"a\\\\x0a\\\\x1b[31m\\\"b\" root=x e=\"\""
                + System.lineSeparator());
  }

  @Test
  void writesJson() {
    log(LogFormat.JSON).error("a \"b\"", "path", "/é\udc80");

    assertThat(bytes.toString(StandardCharsets.UTF_8).strip())
        .isEqualTo(
            "{\"ts\":\"2026-11-23T05:04:07.883Z\",\"level\":\"error\",\"msg\":\"a \\\"b\\\"\","
                + "\"path\":\"/é\\\\x80\"}");
  }

  @Test
  void leavesOutWhatMattersLess() {
    log(LogFormat.JSON).debug("nothing");

    assertThat(bytes.size()).isZero();
  }
}
