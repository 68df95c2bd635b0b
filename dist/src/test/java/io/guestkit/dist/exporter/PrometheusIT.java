package io.guestkit.dist.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import io.guestkit.testing.Guests;
import io.guestkit.testing.Repository;
import io.guestkit.testing.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A Prometheus that scrapes the exporter as the documentation says. */
class PrometheusIT {
  /** The first thing that Prometheus 2 asks for. */
  private static final String OPENMETRICS = "application/openmetrics-text; version=1.0.0";

  @TempDir Path dir;

  private static String page() throws IOException {
    return Files.readString(Repository.path("docs/exporter.md"));
  }

  /** Returns the example of the page. */
  private static String example() throws IOException {
    String page = page();
    int start = page.indexOf("scrape_configs:");
    return page.substring(start, page.indexOf("```", start));
  }

  /** Returns the example that asks the exporter for its images. */
  private static String discoveryExample() throws IOException {
    String page = page();
    int start = page.lastIndexOf("scrape_configs:", page.indexOf("http_sd_configs:"));
    return page.substring(start, page.indexOf("```", start));
  }

  @Test
  void documentationShowsWhatAProbeAnswers() throws Exception {
    Matcher shown =
        Pattern.compile("images/(\\S+)' \\| grep -E '(.*)'\n((?s).*?)```").matcher(page());
    assertThat(shown.find()).isTrue();
    Path image = Files.copy(Repository.sample(), dir.resolve(shown.group(1)));
    try (RunningExporter exporter = RunningExporter.start(dir, Map.of("golden", dir))) {
      String answer = exporter.body(RunningExporter.probe(image));
      assertThat(answer.lines().filter(Pattern.compile(shown.group(2)).asPredicate()))
          .containsExactlyElementsOf(shown.group(3).lines().toList());
    }
  }

  @Test
  void documentationHasAValidConfiguration() throws Exception {
    Tool.require("promtool");
    for (String example : List.of(example(), discoveryExample())) {
      Path config = Files.writeString(dir.resolve("prometheus.yml"), example);
      assertThat(Tool.run("promtool", "check", "config", config.toString())).contains("SUCCESS");
    }
  }

  @Test
  void prometheusFindsTheImagesOfTheRoots() throws Exception {
    Path root = Files.createDirectories(dir.resolve("images/team \u00e9"));
    Path image = Files.copy(Repository.sample(), root.resolve("a b%20c&d.qcow2"));
    Files.writeString(root.resolve("notes.txt"), "no image");
    try (RunningExporter exporter = RunningExporter.start(dir, Map.of("golden", root))) {
      String config =
          discoveryExample()
              .replace("    scrape_interval: 5m\n    scrape_timeout: 30s\n", "")
              .replace("127.0.0.1:10480", exporter.address());
      try (Prometheus prometheus = Prometheus.start(dir, config)) {
        prometheus.await("guestkit_probe_success{instance=\"%s\"} == 1".formatted(image), 1);
        prometheus.await("up == 1", 2); // the image, and the exporter itself
        assertThat(prometheus.query("guestkit_image_info{image=\"a b%20c&d.qcow2\"}")).hasSize(1);
      }
      assertThat(exporter.body("/metrics"))
          .contains("guestkit_exporter_images_discovered{source=\"golden\",} 1.0");
    }
  }

  @Test
  void prometheusScrapesTheFleetAsTheDocumentationSays() throws Exception {
    Path guest = Guests.made("deb12.qcow2");
    Path root = Path.of(String.valueOf(guest.getParent()));
    try (RunningExporter exporter = RunningExporter.start(dir, Map.of("golden", root))) {
      assertThat(exporter.get("/metrics", "Accept", OPENMETRICS).headers().map())
          .extractingByKey("Content-Type")
          .asString()
          .contains("openmetrics");
      String config =
          example()
              .replace("    scrape_interval: 1m\n", "")
              .replace("127.0.0.1:10480", exporter.address());
      try (Prometheus prometheus = Prometheus.start(dir, config)) {
        prometheus.await("guestkit_os_info{image=\"deb12.qcow2\"}", 1);
        prometheus.await("guestkit_os_info{image=\"deb12.raw\"}", 1);
        prometheus.await("up == 1", 1);
        assertThat(prometheus.query("guestkit_exporter_build_info")).hasSize(1);
      }
    }
  }
}
