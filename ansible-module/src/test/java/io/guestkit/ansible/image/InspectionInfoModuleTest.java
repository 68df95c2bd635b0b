package io.guestkit.ansible.image;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.guestkit.GuestKit;
import io.guestkit.InspectOptions;
import io.guestkit.Machine;
import io.guestkit.ansible.MainTest;
import io.guestkit.export.FieldSelection;
import io.guestkit.export.ReportFormat;
import io.guestkit.export.ReportWriter;
import io.guestkit.report.Inspection;
import io.guestkit.testing.Repository;
import io.guestkit.testing.Tool;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InspectionInfoModuleTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path dir;

  private Path sample = Path.of("");

  @BeforeEach
  void makeSample() throws IOException {
    sample = dir.resolve("sample.qcow2");
    Files.copy(Repository.sample(), sample);
  }

  private static MainTest.Answer ask(ObjectNode arguments) throws IOException {
    return MainTest.module("inspection_info", arguments.toString());
  }

  private static ObjectNode arguments() {
    return JSON.createObjectNode();
  }

  private static JsonNode report(InspectOptions options, String field, Path... disks)
      throws IOException {
    FieldSelection fields =
        field.isEmpty() ? FieldSelection.ALL : FieldSelection.of(Inspection.class, List.of(field));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GuestKit kit = GuestKit.create();
        var out = ReportFormat.JSON.generator(bytes)) {
      new ReportWriter(out).write(kit.inspect(Machine.of(disks), options).inspection(), fields);
    }
    return JSON.readTree(bytes.toByteArray());
  }

  @Test
  void pathGivesTheReport() throws IOException {
    MainTest.Answer answer = ask(arguments().put("path", sample.toString()));
    assertThat(answer.status()).isZero();
    assertThat(answer.json().path("changed").asBoolean(true)).isFalse();
    assertThat(answer.json().has("failed")).isFalse();
    assertThat(answer.json().path("inspection"))
        .isEqualTo(report(InspectOptions.DEFAULT, "", sample));
  }

  @Test
  void factsFieldsAndFurtherDisksAreTaken() throws IOException {
    Path second = Files.write(dir.resolve("second.raw"), new byte[1 << 20]);
    ObjectNode arguments = arguments().put("path", sample.toString()).put("facts", "users");
    arguments.putArray("additional_disks").add(second.toString());
    arguments.put("fields", "disks.device,operating_systems.users.name");
    JsonNode inspection = ask(arguments).json().path("inspection");
    assertThat(inspection.path("operating_systems").get(0).path("users")).isNotEmpty();
    assertThat(inspection.has("facts")).isFalse();
    InspectOptions minimal =
        new InspectOptions(List.of("minimal"), false, InspectOptions.DEFAULT_TIMEOUT);
    arguments.remove(List.of("facts")).put("profile", "minimal").put("fields", "disks.device");
    assertThat(ask(arguments).json().path("inspection"))
        .isEqualTo(report(minimal, "disks.device", sample, second));
  }

  @Test
  void pathsGiveAnItemEachInTheirOrder() throws IOException {
    Path broken = dir.resolve("broken.qcow2");
    Files.copy(sample, broken);
    try (SeekableByteChannel file = Files.newByteChannel(broken, StandardOpenOption.WRITE)) {
      file.position(4).write(ByteBuffer.wrap(new byte[] {0x7f, 0, 0, 0}));
    }
    ObjectNode arguments = arguments().put("fields", "operating_systems.hostname");
    arguments
        .putArray("paths")
        .add(sample.toString())
        .add(broken.toString())
        .add(dir + "/missing")
        .add("")
        .add("/a\u0000b")
        .add(sample.toString());
    MainTest.Answer answer = ask(arguments);
    assertThat(answer.status()).isZero();
    JsonNode items = answer.json().path("inspections");
    assertThat(items).hasSize(6);
    JsonNode report = report(InspectOptions.DEFAULT, "operating_systems.hostname", sample);
    for (int good : new int[] {0, 5}) {
      assertThat(items.get(good).path("path").asText()).isEqualTo(sample.toString());
      assertThat(items.get(good).path("inspection")).isEqualTo(report);
    }
    assertThat(items.get(1).path("error").path("kind").asText()).isEqualTo("unsupported");
    assertThat(items.get(2).path("error").path("kind").asText()).isEqualTo("missing");
    assertThat(items.get(2).path("error").path("message").asText()).contains(dir + "/missing");
    assertThat(items.get(3).path("error").path("message").asText()).contains("empty path");
    assertThat(items.get(4).path("path").asText()).isEqualTo("/a\u0000b");
    assertThat(items.get(4).path("error").path("kind").asText()).isEqualTo("unreadable");
    JsonNode warnings = answer.json().path("warnings");
    assertThat(warnings).hasSize(4);
    assertThat(warnings.get(0).asText()).contains(broken.toString());
    assertThat(warnings.get(3).asText()).startsWith("/a\\x00b: ");
  }

  @Test
  void noPathsGiveNoItems() throws IOException {
    ObjectNode arguments = arguments();
    arguments.putArray("paths");
    assertThat(ask(arguments).json().path("inspections")).isEqualTo(JSON.createArrayNode());
  }

  @Test
  void anImageThatCannotBeOpenedFailsTheTaskInASentence() throws IOException {
    MainTest.Answer missing = ask(arguments().put("path", dir + "/m\u00f6glich"));
    assertThat(missing.status()).isEqualTo(1);
    assertThat(missing.sentence()).isEqualTo(dir + "/m\u00f6glich: no such file");
    assertThat(missing.json().path("kind").asText()).isEqualTo("missing");
    MainTest.Answer folder = ask(arguments().put("path", dir.toString()));
    assertThat(folder.sentence()).contains(dir.toString(), "directory");
    assertThat(ask(arguments().put("path", "")).sentence()).contains("empty path");
    assertThat(ask(arguments().putNull("path")).sentence())
        .isEqualTo("one of the following is required: path, paths");
  }

  @Test
  void aReferenceThatIsNotAllowedNamesTheArgumentThatAllowsIt() throws IOException {
    Path elsewhere = Files.createDirectory(dir.resolve("elsewhere"));
    Path overlay = elsewhere.resolve("overlay.qcow2");
    Tool.run(
        "qemu-img",
        "create",
        "-q",
        "-f",
        "qcow2",
        "-F",
        "qcow2",
        "-b",
        "../sample.qcow2",
        overlay.toString());
    ObjectNode arguments = arguments().put("path", overlay.toString());
    MainTest.Answer refused = ask(arguments);
    assertThat(refused.json().path("kind").asText()).isEqualTo("refused");
    assertThat(refused.sentence()).contains("sample.qcow2").endsWith(" (allow_dirs)");
    arguments.putArray("allow_dirs").add(dir.toString());
    assertThat(ask(arguments).json().path("inspection").path("operating_systems")).hasSize(1);
  }

  @Test
  void numbersAndNamesOutOfRangeAreNamed() throws IOException {
    ObjectNode arguments = arguments().put("path", sample.toString());
    for (String timeout : List.of("0", "-1", "1000000", "9".repeat(30))) {
      assertThat(ask(arguments.put("timeout", timeout)).sentence())
          .isEqualTo("value of timeout must be from 1 to 999999, got: " + timeout);
    }
    arguments.put("timeout", 60).put("fields", "hostname");
    assertThat(ask(arguments).sentence())
        .contains("fields", "unknown field hostname", "operating_systems.hostname");
    arguments.remove("fields");
    arguments.putArray("additional_disks");
    for (int i = 0; i < 26; i++) {
      arguments.withArray("additional_disks").add(sample.toString());
    }
    assertThat(ask(arguments).sentence()).contains("25", "got: 26");
  }

  @Test
  void anIntegerThatIsABooleanIsNoTimeout() throws IOException {
    assertThat(ask(arguments().put("path", "a").put("timeout", true)).sentence())
        .isEqualTo("value of timeout must be from 1 to 999999, got: True");
  }

  @Test
  void aReportIsKeptWhereTheTaskSays() throws Exception {
    Thread.sleep(Duration.ofMillis(2100)); // what changed a moment ago is not kept
    Path kept = dir.resolve("kept");
    ObjectNode arguments = arguments().put("path", sample.toString());
    arguments.put("cache_dir", kept.toString()).put("cache", false);
    JsonNode inspection = ask(arguments).json().path("inspection");
    assertThat(kept).doesNotExist();
    assertThat(ask(arguments.put("cache", true)).json().path("inspection")).isEqualTo(inspection);
    assertThat(kept).isDirectoryContaining("glob:**.report");
    assertThat(ask(arguments).json().path("inspection")).isEqualTo(inspection);
    Files.setPosixFilePermissions(kept, PosixFilePermissions.fromString("rwxrwxrwx"));
    assertThat(ask(arguments).sentence())
        .startsWith("value of cache_dir cannot be used: " + kept + ": others may write");
  }

  @Test
  void factsAreThoseOfTheProfileAndThoseNamed() throws IOException {
    ObjectNode arguments = arguments().put("path", sample.toString()).put("fields", "facts");
    JsonNode minimal = ask(arguments.put("profile", "minimal")).json().at("/inspection/facts");
    JsonNode both = ask(arguments.put("facts", "users")).json().at("/inspection/facts");
    assertThat(Asked.texts(both)).containsAll(Asked.texts(minimal)).contains("users");
    arguments.remove("profile");
    assertThat(Asked.texts(ask(arguments).json().at("/inspection/facts"))).containsExactly("users");
    arguments.putArray("facts");
    assertThat(ask(arguments).json().at("/inspection/facts")).isEmpty();
  }
}
