package io.guestkit.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.core.JsonGenerator;
import io.guestkit.report.Inspection;
import io.guestkit.testing.Reports;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class FieldSelectionTest {

  private static String select(String... paths) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator out = ReportFormat.JSONL.generator(bytes)) {
      new ReportWriter(out)
          .write(Reports.debian(), FieldSelection.of(Inspection.class, List.of(paths)));
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @Test
  void passesThroughLists() throws IOException {
    assertThat(select("operating_systems.packages.name"))
        .isEqualTo(
            "{\"operating_systems\":[{\"packages\":[{\"name\":\"bash\"},{\"name\":\"zlib1g\"}]}]}");
  }

  @Test
  void keepsTheOrderOfTheReport() throws IOException {
    assertThat(select("operating_systems.hostname", "schema_version", "operating_systems.distro"))
        .isEqualTo(
            "{\"schema_version\":1,\"operating_systems\":[{\"distro\":\"debian\",\"hostname\":\"deb12\"}]}");
  }

  @Test
  void takesAllBelowAField() throws IOException {
    String all = select("operating_systems.groups", "operating_systems.groups.name");
    assertThat(all)
        .isEqualTo(
            "{\"operating_systems\":[{\"groups\":[{\"name\":\"root\",\"gid\":0,\"members\":[]}]}]}");
    assertThat(select("operating_systems.groups.name", "operating_systems.groups")).isEqualTo(all);
  }

  @Test
  void namesNearFields() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> select("operating_systems.pakages"))
        .withMessage(
            "unknown field operating_systems.pakages; did you mean operating_systems.packages?");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> select("hostname"))
        .withMessage("unknown field hostname; did you mean operating_systems.hostname?");
  }

  @Test
  void namesTheTopWhereNothingIsNear() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> select("qqqqqqqq"))
        .withMessageStartingWith("unknown field qqqqqqqq; there are schema_version, disks,");
  }

  @Test
  void refusesWhatIsBelowAValue() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> select("schema_version.x"))
        .withMessageStartingWith("unknown field schema_version.x;");
  }
}
