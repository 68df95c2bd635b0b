package io.guestkit.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.guestkit.report.Component;
import io.guestkit.report.FileInfo;
import io.guestkit.report.Inspection;
import io.guestkit.report.Problem;
import io.guestkit.report.SnapshotInfo;
import io.guestkit.testing.Reports;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

class ReportWriterTest {

  record Texts(@Component("Texts.") List<String> texts) {}

  private static String write(ReportFormat format, Record record) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator out = format.generator(bytes)) {
      new ReportWriter(out).write(record);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @Test
  void writesEveryComponentInOrder() throws IOException {
    SnapshotInfo snapshot = new SnapshotInfo("1", "a", Instant.ofEpochSecond(1_700_000_000), 5, 0);
    assertThat(write(ReportFormat.JSONL, snapshot))
        .isEqualTo(
            "{\"id\":\"1\",\"name\":\"a\",\"created\":\"2023-11-14T22:13:20Z\",\"virtual_size_bytes\":5,\"vm_state_size_bytes\":0}");
  }

  @Test
  void indentsByTwoSpaces() throws IOException {
    assertThat(write(ReportFormat.JSON, new Problem("limit", null, "/", "x")))
        .isEqualTo(
            """
            {
              "kind": "limit",
              "device": null,
              "path": "/",
              "message": "x"
            }\
            """);
    assertThat(write(ReportFormat.JSON, new Texts(List.of("a", "b"))))
        .isEqualTo("{\n  \"texts\": [\n    \"a\",\n    \"b\"\n  ]\n}");
    assertThat(write(ReportFormat.JSON, new Texts(List.of()))).isEqualTo("{\n  \"texts\": []\n}");
  }

  @Test
  void namesComponentsInSnakeCase() {
    assertThat(RecordShape.snakeCase("virtualSizeBytes")).isEqualTo("virtual_size_bytes");
    assertThat(RecordShape.snakeCase("extendedL2")).isEqualTo("extended_l2");
  }

  @Test
  void writesNamesThatAreNotUtf8AsValidText() throws IOException {
    String json = write(ReportFormat.JSONL, new Texts(List.of("a\udcff\udce4b", "\ud800", "😀")));
    assertThat(new ObjectMapper().readTree(json).get("texts"))
        .extracting(JsonNode::asText)
        .containsExactly("a\\xff\\xe4b", "\ufffd", "😀");
  }

  @ParameterizedTest
  @ValueSource(classes = {Inspection.class, FileInfo.class})
  void yamlIsReadBackAsTheJson(Class<? extends Record> type) throws IOException {
    Record record = Reports.full(type);
    assertThat(new ObjectMapper(new YAMLFactory()).readTree(write(ReportFormat.YAML, record)))
        .isEqualTo(new ObjectMapper().readTree(write(ReportFormat.JSON, record)));
  }

  @Test
  void yamlKeepsEveryText() throws IOException {
    Random random = new Random(3);
    String[] parts = {
      "no",
      "~",
      "null",
      "1_000",
      "0o14",
      "1e3",
      "2026-01-01",
      ": ",
      " #",
      "\n",
      "\t",
      "'",
      "\"",
      "\\",
      "-",
      "? ",
      "&a",
      "*a",
      "!t",
      "%",
      "@",
      "`",
      "{",
      "]",
      "\u0085",
      "\u2028",
      "\ufeff",
      "😀",
      "\u0000",
      "\u001b",
      "\ufffe",
      "é",
      " ",
      "=",
      "<<",
      "yes",
      ".inf",
      "12:30:00"
    };
    for (int i = 0; i < 2_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int j = random.nextInt(4); j >= 0; j--) {
        text.append(parts[random.nextInt(parts.length)]);
      }
      Texts texts = new Texts(List.of(text.toString()));
      Object read = new Yaml().load(write(ReportFormat.YAML, texts));
      assertThat(read).isEqualTo(java.util.Map.of("texts", List.of(text.toString())));
    }
  }
}
