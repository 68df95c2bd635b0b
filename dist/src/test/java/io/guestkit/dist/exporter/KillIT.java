package io.guestkit.dist.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.guestkit.dist.Archive;
import io.guestkit.testing.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An exporter that is killed while it inspects, again and again. */
class KillIT {
  /** 200: some seconds, so that it is killed in the midst of them. */
  private static final int IMAGES = 200;

  private static final String AT = "guestkit_inspection_timestamp_seconds";
  private static final String FIRST_SEEN = "guestkit_image_first_seen_timestamp_seconds";
  private static final String ENTRIES = "guestkit_exporter_cache_entries ";

  @TempDir Path dir;

  /** Returns the values of a metric by the image. */
  private static Map<String, String> byImage(String metric, String body) {
    Map<String, String> values = new TreeMap<>();
    body.lines()
        .filter(line -> line.startsWith(metric + "{"))
        .forEach(line -> values.put(image(line), line.substring(line.lastIndexOf(' ') + 1)));
    return values;
  }

  private static String image(String line) {
    int at = line.indexOf(",image=\"") + ",image=\"".length();
    return line.substring(at, line.indexOf('"', at));
  }

  /** Returns what is told of each image, but for its name and times of its own. */
  private static Map<String, Set<String>> told(String body) {
    Map<String, Set<String>> told = new TreeMap<>();
    body.lines()
        .filter(line -> line.contains(",image=\""))
        .filter(line -> !line.matches(".*_(timestamp_seconds|inspection_duration_seconds)\\{.*"))
        .forEach(line -> {
          String image = image(line);
          told.computeIfAbsent(image, name -> new TreeSet<>()).add(line.replace(image, "IMAGE"));
        });
    return told;
  }

  /** Waits until reports of so many images are told. */
  private static String await(RunningExporter exporter, int images)
      throws IOException, InterruptedException {
    while (true) {
      String own = exporter.body("/metrics?collect%5B%5D=exporter");
      int at = own.indexOf("\n" + ENTRIES) + 1 + ENTRIES.length();
      if (Double.parseDouble(own.substring(at, own.indexOf('\n', at))) >= images) {
        return exporter.body("/metrics");
      }
      Thread.sleep(5);
    }
  }

  private RunningExporter start(Path images) throws IOException, InterruptedException {
    return RunningExporter.start(dir, Map.of("fleet", images));
  }

  @Test
  void keepsEachReportThatWasFinishedAndServesNoTornOne() throws Exception {
    Path images = Files.createDirectories(dir.resolve("images"));
    byte[] sample = Files.readAllBytes(Repository.sample());
    for (int i = 0; i < IMAGES; i++) {
      Files.write(images.resolve(i + ".qcow2"), sample);
    }
    Thread.sleep(2500); // what was written to in the last two seconds is not kept
    Map<String, String> finished = Map.of();
    Map<String, String> seen = Map.of();
    for (int kill = 1; kill <= 3; kill++) {
      try (RunningExporter exporter = start(images)) {
        String body = await(exporter, finished.size() + 30);
        assertThat(byImage(AT, body)).containsAllEntriesOf(finished);
        assertThat(byImage(FIRST_SEEN, body)).containsAllEntriesOf(seen).hasSize(IMAGES);
        finished = byImage(AT, body);
        seen = byImage(FIRST_SEEN, body);
        assertThat(finished).hasSizeLessThan(IMAGES);
      } // by SIGKILL
    }
    List<String> torn = tear(dir.resolve("kept/reports"));

    try (RunningExporter exporter = start(images)) {
      String body = await(exporter, IMAGES);
      Map<String, String> last = byImage(AT, body);
      List<String> anew = new ArrayList<>();
      finished.forEach((image, at) -> {
        if (!at.equals(last.get(image))) {
          anew.add(image);
        }
      });
      assertThat(anew).as("inspected anew").hasSizeLessThanOrEqualTo(torn.size());
      assertThat(byImage(FIRST_SEEN, body)).isEqualTo(seen);
      int inspected = IMAGES - finished.size() + torn.size(); // fewer: finished when it was killed
      assertThat(number("guestkit_exporter_cache_misses_total", body))
          .isBetween(1.0, (double) inspected);
      sameOfAll(body, images.resolve("0.qcow2"));
    }
  }

  /** Damages some kept reports, as no kill could. */
  private static List<String> tear(Path reports) throws IOException {
    List<String> torn = new ArrayList<>();
    try (Stream<Path> all = Files.list(reports)) {
      for (Path report : all.filter(name -> name.toString().endsWith(".report")).toList()) {
        if (torn.size() < 3) {
          byte[] bytes = Files.readAllBytes(report);
          Files.write(report, Arrays.copyOf(bytes, bytes.length / 2));
          torn.add(report.toString());
        }
      }
    }
    return torn;
  }

  private static double number(String metric, String body) {
    int at = body.indexOf("\n" + metric + " ") + metric.length() + 2;
    return Double.parseDouble(body.substring(at, body.indexOf('\n', at)));
  }

  /** All images are copies: so is what is told of them, and it is what the command line says. */
  private static void sameOfAll(String body, Path image) throws Exception {
    Map<String, Set<String>> told = told(body);
    assertThat(told).hasSize(IMAGES);
    assertThat(new TreeSet<>(told.values().stream().map(Set::toString).toList())).hasSize(1);
    JsonNode report = Archive.inspect("--no-cache", image.toString()).json();
    assertThat(new TreeSet<>(byImage("guestkit_packages", body).values()))
        .containsExactly(report.at("/operating_systems/0/packages").size() + ".0");
    List<String> sizes = new ArrayList<>();
    report.get("filesystems").forEach(it -> sizes.add(it.get("size_bytes").asText()));
    assertThat(
            body.lines()
                .filter(line -> line.startsWith("guestkit_filesystem_size_bytes{"))
                .map(line -> line.substring(line.lastIndexOf(' ') + 1))
                .map(value -> Long.toString((long) Double.parseDouble(value))))
        .hasSize(sizes.size() * IMAGES)
        .hasSameElementsAs(sizes);
  }
}
