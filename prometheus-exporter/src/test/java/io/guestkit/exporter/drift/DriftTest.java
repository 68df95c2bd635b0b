package io.guestkit.exporter.drift;

import static org.assertj.core.api.Assertions.assertThat;

import io.guestkit.GuestKit;
import io.guestkit.InspectOptions;
import io.guestkit.Machine;
import io.guestkit.export.ReportFormat;
import io.guestkit.export.ReportWriter;
import io.guestkit.exporter.config.Root;
import io.guestkit.exporter.log.Log;
import io.guestkit.exporter.log.LogFormat;
import io.guestkit.exporter.log.LogLevel;
import io.guestkit.exporter.metrics.ImageSamples;
import io.guestkit.exporter.metrics.MetricCollector;
import io.guestkit.report.Inspection;
import io.guestkit.testing.Guests;
import io.guestkit.testing.Reports;
import io.guestkit.testing.Repository;
import io.guestkit.testing.Tool;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DriftTest {
  private static final FileTime TAKEN = FileTime.from(Instant.parse("2026-11-23T05:04:07Z"));

  @TempDir Path dir;

  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private final Log log =
      Log.to(new PrintStream(said, true, StandardCharsets.UTF_8), LogLevel.INFO, LogFormat.LOGFMT);

  private Root root(Path baseline) {
    return new Root("golden", dir, List.of(), List.of(), List.of(), baseline);
  }

  /** Returns the samples of an image: the metric without its prefix, own labels and value. */
  private static List<String> told(ImageSamples samples) {
    List<String> told = new ArrayList<>();
    samples.families().stream()
        .flatMap(family -> family.samples.stream())
        .forEach(sample ->
            told.add(
                sample.name.substring("guestkit_drift_".length())
                    + sample.labelValues.subList(2, sample.labelValues.size())
                    + " "
                    + (long) sample.value));
    return told;
  }

  private static ImageSamples read(Drift drift, Root root, Inspection report) {
    return ImageSamples.read("golden", "a.raw", report, drift.metrics(root, report), 1000);
  }

  private static Inspection inspect(Path image) throws IOException {
    try (GuestKit kit = GuestKit.create()) {
      InspectOptions options =
          new InspectOptions(MetricCollector.DRIFT.facts(), false, InspectOptions.DEFAULT_TIMEOUT);
      return kit.inspect(Machine.of(image), options).inspection();
    }
  }

  private static Inspection debian() {
    Inspection sound = Reports.with(Reports.debian(), "problems", List.of());
    return Reports.with(sound, "facts", MetricCollector.DRIFT.facts());
  }

  private Path save(Inspection report) throws IOException {
    Path file = dir.resolve("golden.json");
    try (var out = Files.newOutputStream(file);
        var json = ReportFormat.JSON.generator(out)) {
      new ReportWriter(json).write(report);
    }
    Files.setLastModifiedTime(file, TAKEN);
    return file;
  }

  private String log() {
    return said.toString(StandardCharsets.UTF_8);
  }

  @Test
  void aCloneUnderAnotherNameDoesNotDrift() throws IOException {
    Path base = Guests.made("deb12.raw");
    Root root = root(base);
    ImageSamples samples =
        read(new Drift(List.of(root), log), root, inspect(Guests.made("deb12-overlay.qcow2")));
    assertThat(told(samples))
        .containsExactly(
            "detected[deb12.raw] 0",
            "baseline_timestamp_seconds[deb12.raw] "
                + Files.getLastModifiedTime(base).toInstant().getEpochSecond());
    assertThat(samples.isSuccess(MetricCollector.DRIFT)).isTrue();
  }

  /** Real tools change a real guest: an account more, a package less. */
  @Test
  void whatWasChangedInAGuestIsTold() throws IOException {
    Path raw = dir.resolve("changed.raw");
    Tool.run("qemu-img", "convert", "-O", "raw", Repository.sample().toString(), raw.toString());
    String partition = raw + "?offset=" + rootOffset(raw);
    Path passwd = dir.resolve("passwd");
    Path status = dir.resolve("status");
    Tool.run("debugfs", "-R", "dump /etc/passwd " + passwd, partition);
    Tool.run("debugfs", "-R", "dump /var/lib/dpkg/status " + status, partition);
    Files.writeString(passwd, Files.readString(passwd) + "eve:x:0:0::/:/bin/sh\n");
    String packages = Files.readString(status);
    Files.writeString(status, packages.substring(packages.indexOf("\n\n") + 2));
    for (String[] file :
        new String[][] {
          {"/etc/passwd", passwd.toString()}, {"/var/lib/dpkg/status", "" + status}
        }) {
      Tool.run("debugfs", "-w", "-R", "rm " + file[0], partition);
      Tool.run("debugfs", "-w", "-R", "write " + file[1] + " " + file[0], partition);
    }
    Root root = root(save(inspect(Repository.sample())));
    assertThat(told(read(new Drift(List.of(root), log), root, inspect(raw))))
        .containsExactly(
            "detected[golden.json] 1",
            "changes[golden.json, packages, removed] 1",
            "changes[golden.json, users, added] 1",
            "baseline_timestamp_seconds[golden.json] " + TAKEN.toInstant().getEpochSecond());
  }

  private static long rootOffset(Path raw) {
    String table = Tool.run("sfdisk", "--json", raw.toString());
    String start = table.substring(table.lastIndexOf("\"start\":") + "\"start\":".length());
    return Long.parseLong(start.substring(0, start.indexOf(',')).strip()) * 512;
  }

  @Test
  void theBaselineIsReadAgainOnlyWhereItsFileChanged() throws IOException {
    Inspection before = debian();
    Path file = save(before);
    Root root = root(file);
    Drift drift = new Drift(List.of(root), log);
    assertThat(told(read(drift, root, before))).contains("detected[golden.json] 0");

    Files.writeString(
        file, Files.readString(file).replace("\"6.1.0-49-amd64\"", "\"6.1.0-48-amd64\""));
    Files.setLastModifiedTime(file, TAKEN);
    assertThat(told(read(drift, root, before)))
        .as("size and time are what they were")
        .contains("detected[golden.json] 0");

    String stamp = drift.stamp(root);
    assertThat(drift.stamp(root)).isEqualTo(stamp);
    Instant later = TAKEN.toInstant().plusSeconds(1);
    Files.setLastModifiedTime(file, FileTime.from(later));
    assertThat(drift.stamp(root)).isNotEqualTo(stamp);
    assertThat(told(read(drift, root, before)))
        .containsExactly(
            "detected[golden.json] 1",
            "changes[golden.json, kernels, removed] 1",
            "changes[golden.json, kernels, added] 1",
            "baseline_timestamp_seconds[golden.json] " + later.getEpochSecond());
  }

  @Test
  void aBaselineThatCannotBeReadIsSaidOnceAndFailsTheCollector() throws IOException {
    Path file = dir.resolve("golden.json");
    Root root = root(file);
    Drift drift = new Drift(List.of(root), log);
    for (int i = 0; i < 2; i++) {
      ImageSamples samples = read(drift, root, debian());
      assertThat(told(samples)).isEmpty();
      assertThat(samples.isSuccess(MetricCollector.DRIFT)).isFalse();
    }
    assertThat(log()).containsOnlyOnce("Baseline cannot be read").contains("golden.json");

    said.reset();
    Files.writeString(file, "{\"schema_version\": 1, \"disks\": 7}");
    Files.setLastModifiedTime(file, TAKEN);
    assertThat(told(read(drift, root, debian())))
        .containsExactly(
            "baseline_timestamp_seconds[golden.json] " + TAKEN.toInstant().getEpochSecond());
    assertThat(log()).containsOnlyOnce("Baseline cannot be read");

    said.reset();
    save(Reports.with(debian(), "operatingSystems", List.of()));
    assertThat(told(read(drift, root, debian()))).hasSize(1);
    assertThat(log()).contains("no operating system is in it");

    save(debian());
    Files.setLastModifiedTime(file, FileTime.from(TAKEN.toInstant().plusSeconds(9)));
    ImageSamples samples = read(drift, root, debian());
    assertThat(told(samples)).contains("detected[golden.json] 0");
    assertThat(samples.isSuccess(MetricCollector.DRIFT)).isTrue();
  }

  @Test
  void whatTheBaselineLacksIsNoDriftAndSaid() throws IOException {
    Root root = root(save(Reports.with(debian(), "facts", List.of("users", "disks"))));
    ImageSamples samples = read(new Drift(List.of(root), log), root, debian());
    assertThat(told(samples)).contains("detected[golden.json] 0");
    assertThat(samples.isSuccess(MetricCollector.DRIFT)).isTrue();
    assertThat(log()).contains("Baseline lacks facts").contains("packages").doesNotContain("users");
  }

  @Test
  void aRootWithoutBaselineHasNoDrift() {
    Root root = new Root("golden", dir, List.of(), List.of(), List.of(), null);
    Drift drift = new Drift(List.of(root), log);
    assertThat(drift.metrics(root, debian())).isEmpty();
    assertThat(drift.stamp(root)).isEmpty();
    EnumSet<MetricCollector> asked = EnumSet.of(MetricCollector.OS, MetricCollector.DRIFT);
    assertThat(Drift.applicable(root, asked)).containsExactly(MetricCollector.OS);
    assertThat(Drift.applicable(root(dir.resolve("x")), asked)).isEqualTo(asked);
    assertThat(Drift.applicable(root, EnumSet.noneOf(MetricCollector.class))).isEmpty();
  }
}
