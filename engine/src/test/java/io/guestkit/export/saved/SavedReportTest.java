package io.guestkit.export.saved;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.core.JsonGenerator;
import io.guestkit.block.CorruptImageException;
import io.guestkit.block.ImageException;
import io.guestkit.block.LimitExceededException;
import io.guestkit.block.UnsupportedImageException;
import io.guestkit.export.ReportFormat;
import io.guestkit.export.ReportWriter;
import io.guestkit.report.Inspection;
import io.guestkit.testing.Mutations;
import io.guestkit.testing.Reports;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SavedReportTest {
  @TempDir Path folder;

  private Path file(String content) throws IOException {
    return Files.writeString(folder.resolve("report.json"), content);
  }

  private Optional<Inspection> read(String content) throws IOException {
    return SavedReport.read(file(content));
  }

  private static byte[] bytes(Inspection report, ReportFormat format) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator out = format.generator(bytes)) {
      new ReportWriter(out).write(report);
    }
    return bytes.toByteArray();
  }

  private static Inspection current(Inspection report) {
    return Reports.with(report, "schemaVersion", Inspection.SCHEMA_VERSION);
  }

  @ParameterizedTest
  @EnumSource(
      value = ReportFormat.class,
      names = {"JSON", "JSONL"})
  void readsWhatWasWritten(ReportFormat format) throws IOException {
    Path path = folder.resolve("report");
    Inspection full = current(Reports.full(Inspection.class));
    Files.write(path, bytes(full, format));
    assertThat(SavedReport.read(path)).contains(full);

    Inspection debian =
        Reports.with(Reports.debian(), "problems", List.of()); // one names a path in bytes
    Files.write(path, bytes(debian, format));
    assertThat(SavedReport.read(path)).contains(debian);
  }

  @Test
  void passesOverWhatItDoesNotKnowAndTakesWhatIsMissingForEmpty() throws IOException {
    Inspection report =
        read("""
        {"schema_version": 1, "newer": [{"a": [[1, {"b": null}]]}, true], "volumes": null,
         "operating_systems": [{"root": "/dev/sda1", "users": [{"uid": 7, "x": {}}]}]}
        """)
            .orElseThrow();
    assertThat(report.disks()).isEmpty();
    assertThat(report.volumes()).isEmpty();
    var system = report.operatingSystems().getFirst();
    assertThat(system.root()).isEqualTo("/dev/sda1");
    assertThat(system.distro()).isEmpty();
    assertThat(system.hostname()).isNull();
    assertThat(system.users().getFirst().uid()).isEqualTo(7);
    assertThat(system.users().getFirst().administrator()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "{",
        "{}",
        "[",
        "[]",
        "[{\"disks\": 1}]",
        "\"schema_version\"",
        "{\"name\": 1}",
        "{\u0000\u0000\u0000",
        "{schema_version: 1}"
      })
  void aFileThatStartsOtherwiseIsNoReport(String content) throws IOException {
    assertThat(read(content)).isEmpty();
  }

  @Test
  void aFolderOrAFileThatIsNotThereIsNoReport() throws IOException {
    assertThat(SavedReport.read(folder)).isEmpty();
    assertThat(SavedReport.read(folder.resolve("absent"))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"schema_version\": 2} | a report of schema_version 2, but only 1 is read",
        "{\"disks\": []} | a report without schema_version; write it without --fields",
        "{\"schema_version\": 1} {} | more follows after the report",
        "[{\"path\": \"a\", \"inspection\": {}}] | holds a list of reports",
        "{\"path\": \"a\", \"inspection\": {}} | holds a list of reports",
      })
  void refusesInOneSentence(String content, String sentence) throws IOException {
    Path path = file(content);
    assertThatExceptionOfType(UnsupportedImageException.class)
        .isThrownBy(() -> SavedReport.read(path))
        .withMessageStartingWith(path + ": " + sentence);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"schema_version\": 1 | 19 |",
        "{\"schema_version\": \"1\"} | 22 | no whole number in schema_version",
        "{\"schema_version\": 99999999999} | 30 |",
        "{\"schema_version\": 1, \"disks\": {}} | 32 | no list in disks",
        "{\"schema_version\": 1, \"disks\": [null]} | 37 | no object where a DiskInfo is",
        "{\"schema_version\": 1, \"disks\": [{}]} | 35 | image is missing",
        "{\"schema_version\": 1, \"facts\": [7]} | 34 | no text in facts",
      })
  void namesWhereTheValuesAreNotThoseOfAReport(String content, int offset, String what)
      throws IOException {
    Path path = file(content);
    assertThatExceptionOfType(CorruptImageException.class)
        .isThrownBy(() -> SavedReport.read(path))
        .withMessageStartingWith(path + ": saved report at offset ")
        .withMessageContaining(what == null ? "" : what)
        .satisfies(e -> assertThat(e.offset()).isBetween(offset - 5L, offset + 5L));
  }

  @Test
  void refusesWhatIsDeeperOrLargerThanAnyReport() throws IOException {
    Path deep = file("{\"schema_version\": 1, \"x\": " + "[".repeat(100_000));
    assertThatExceptionOfType(CorruptImageException.class).isThrownBy(() -> SavedReport.read(deep));

    Path many = file("{\"schema_version\": 1, \"facts\": [" + "\"\",".repeat(1_000_001) + "\"\"]}");
    assertThatExceptionOfType(CorruptImageException.class)
        .isThrownBy(() -> SavedReport.read(many))
        .withMessageContaining("more than 1000000 items");

    Path large = file("{\"schema_version\": 1}");
    try (RandomAccessFile file = new RandomAccessFile(large.toFile(), "rw")) {
      file.setLength((64L << 20) + 1);
    }
    assertThatExceptionOfType(LimitExceededException.class)
        .isThrownBy(() -> SavedReport.read(large))
        .withMessage(large + ": larger than any report, 67108864 bytes");
  }

  @Test
  void endsInAReportOrASentenceWhateverIsDamaged() throws IOException {
    byte[] report = bytes(current(Reports.full(Inspection.class)), ReportFormat.JSONL);
    Path path = folder.resolve("damaged");
    Mutations.run(
        report,
        List.of(),
        (damaged, session) -> {
          Files.write(path, damaged);
          SavedReport.read(path);
        });
    assertThat(new String(report, StandardCharsets.UTF_8)).startsWith("{\"schema_version\":1,");
    for (int length = 1; length < report.length; length += 97) {
      Files.write(path, java.util.Arrays.copyOf(report, length));
      try {
        assertThat(SavedReport.read(path)).isEmpty();
      } catch (ImageException e) {
        assertThat(e).isInstanceOf(CorruptImageException.class);
      }
    }
  }
}
