package io.guestkit.terraform.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HostLogTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  private String written(Map<String, String> environment) {
    HostLog log = new HostLog(environment, out);
    log.write(HostLog.Level.DEBUG, "two\nlines \"quoted\"");
    log.write(HostLog.Level.ERROR, "an error");
    String text = out.toString(StandardCharsets.UTF_8);
    out.reset();
    return text;
  }

  @Test
  void writesWhatGoPluginParses() throws IOException {
    JsonNode line = new ObjectMapper().readTree(written(Map.of("TF_LOG", "debug")));
    assertThat(line.get("@level").asText()).isEqualTo("debug");
    assertThat(line.get("@message").asText()).isEqualTo("two\nlines \"quoted\"");
    assertThat(line.get("@timestamp").asText())
        .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}Z");
  }

  @Test
  void writesWhatIsAskedFor() {
    assertThat(written(Map.of())).isEmpty();
    assertThat(written(Map.of("TF_LOG", ""))).isEmpty();
    assertThat(written(Map.of("TF_LOG", "OFF"))).isEmpty();
    assertThat(written(Map.of("TF_LOG", "WARN")).lines()).hasSize(1);
    assertThat(written(Map.of("TF_LOG", "JSON")).lines()).hasSize(2);
    assertThat(written(Map.of("TF_LOG", "TRACE", "TF_LOG_PROVIDER", "ERROR")).lines()).hasSize(1);
    assertThat(written(Map.of("TF_LOG_PROVIDER", "TRACE")).lines()).hasSize(2);
  }
}
