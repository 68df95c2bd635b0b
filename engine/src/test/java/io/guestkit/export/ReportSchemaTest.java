package io.guestkit.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.guestkit.GuestKit;
import io.guestkit.report.Inspection;
import io.guestkit.testing.Reports;
import io.guestkit.testing.SchemaCheck;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class ReportSchemaTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static ObjectNode json(Inspection inspection) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator out = ReportFormat.JSON.generator(bytes)) {
      new ReportWriter(out).write(inspection);
    }
    return (ObjectNode) JSON.readTree(bytes.toByteArray());
  }

  @Test
  void holdsForReports() throws IOException {
    assertThat(SchemaCheck.of(GuestKit.schema()).complaints(json(Reports.debian()))).isEmpty();
    assertThat(SchemaCheck.of(GuestKit.schema()).complaints(json(Reports.full(Inspection.class))))
        .isEmpty();
  }

  @Test
  void noticesWhatIsWrong() throws IOException {
    SchemaCheck schema = SchemaCheck.of(GuestKit.schema());
    ObjectNode missing = json(Reports.debian());
    ((ObjectNode) missing.get("operating_systems").get(0)).remove("hostname");
    assertThat(schema.complaints(missing))
        .containsExactly("/operating_systems/0: hostname is missing");
    ObjectNode wrong = json(Reports.debian());
    ((ObjectNode) wrong.get("disks").get(0)).put("device", 1);
    assertThat(schema.complaints(wrong)).containsExactly("/disks/0/device: 1 is no string");
    ObjectNode nothing = json(Reports.debian());
    nothing.putNull("disks");
    assertThat(schema.complaints(nothing)).containsExactly("/disks: null is no array");
  }

  @Test
  void allowsFieldsOfLaterVersions() throws IOException {
    assertThat(
            SchemaCheck.of(GuestKit.schema())
                .complaints(json(Reports.debian()).put("added_later", 1)))
        .isEmpty();
  }

  @Test
  void saysUnitsAndWhatCanBeNull() throws IOException {
    JsonNode image = JSON.readTree(GuestKit.schema()).get("$defs").get("ImageInfo");
    JsonNode cluster = image.get("properties").get("cluster_size_bytes");
    assertThat(cluster.get("x-unit").asText()).isEqualTo("bytes");
    assertThat(cluster.get("type").toString()).isEqualTo("[\"integer\",\"null\"]");
    assertThat(image.get("required").size()).isEqualTo(image.get("properties").size());
  }
}
