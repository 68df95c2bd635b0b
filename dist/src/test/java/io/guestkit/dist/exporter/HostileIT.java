package io.guestkit.dist.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import io.guestkit.testing.Repository;
import io.guestkit.testing.Tool;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names and guests that somebody made to break what is shown of them. */
class HostileIT {
  /** Ends a label and a tag, colours a terminal, turns the direction of text. */
  private static final String TEXT = "\"} 1 # <b onclick=alert(1)>&\\ \u001b[31m\u202eab\u0007{x='";

  private static final String NAME = "a\"b\n<i>&\\,}\u001b[2J\u202e=.img";

  @TempDir static Path dir;

  private static RunningExporter exporter;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    Path images = Files.createDirectories(dir.resolve("images"));
    Files.move(guest(), images.resolve(NAME));
    Files.copy(Repository.sample(), images.resolve("good.qcow2"));
    exporter =
        RunningExporter.start(dir, Map.of("fleet", images), "--collector.package.include=.*");
    exporter.await("/metrics", "guestkit_exporter_cache_entries 2.0\n");
  }

  @AfterAll
  static void stop() {
    if (exporter != null) {
      exporter.close();
    }
  }

  private static Path guest() throws IOException {
    Tool.require("mkfs.ext4", "promtool", "prometheus");
    Path tree = dir.resolve("tree");
    Path etc = Files.createDirectories(tree.resolve("etc"));
    Files.createDirectories(tree.resolve("bin"));
    String quoted = TEXT.replace("\\", "\\\\").replace("\"", "\\\"");
    Files.writeString(
        etc.resolve("os-release"),
        "ID=debian\nVERSION_ID=\"%s\"\nPRETTY_NAME=\"%s\"\n".formatted(quoted, quoted));
    Files.writeString(etc.resolve("hostname"), TEXT + "\n");
    Files.writeString(etc.resolve("machine-id"), TEXT + "\n");
    Files.writeString(etc.resolve("passwd"), TEXT + ":x:0:0:" + TEXT + ":/:" + TEXT + "\n");
    Path packages = Files.createDirectories(tree.resolve("var/lib/dpkg"));
    Files.writeString(
        packages.resolve("status"),
        "Package: %s\nStatus: install ok installed\nVersion: %s\nArchitecture: %s\n\n"
            .formatted(TEXT, TEXT, TEXT));
    Path image = dir.resolve("guest.img");
    Tool.run("mkfs.ext4", "-q", "-L", "\"}<b>\\", "-d", tree.toString(), image.toString(), "16M");
    return image;
  }

  @Test
  void promtoolFindsNothingToMend() throws Exception {
    exporter.await("/metrics", "guestkit_package_info{");
    for (String path : List.of("/metrics", "/probe?target=" + path())) {
      String body = exporter.body(path);
      Path file = Files.writeString(dir.resolve("metrics.txt"), body);
      assertThat(Tool.shell("promtool check metrics < '%s' 2>&1".formatted(file))).isEmpty();
      assertThat(body)
          .contains("guestkit_os_info{", "guestkit_package_info{", "guestkit_guest_info{")
          .contains("pretty_name=\"\\\"} 1 # <b onclick=alert(1)>&\\\\ \\\\x1b[31m")
          .doesNotContain("\u001b", "\u0007");
    }
  }

  private static String path() throws IOException, InterruptedException {
    String discovered = exporter.body("/sd");
    assertThat(discovered).contains("good.qcow2", "<i>&");
    return RunningExporter.probe(dir.resolve("images").resolve(NAME))
        .substring("/probe?target=".length());
  }

  @Test
  void prometheusScrapesItWhole() throws Exception {
    String config =
        "scrape_configs: [{job_name: a, static_configs: [{targets: ['%s']}]}]"
            .formatted(exporter.address());
    try (Prometheus prometheus = Prometheus.start(dir, config)) {
      prometheus.await("guestkit_inspection_success == 1", 2);
      assertThat(prometheus.query("up == 1")).hasSize(1);
      Map<String, String> system =
          prometheus.query("guestkit_os_info{image!=\"good.qcow2\"}").getFirst();
      assertThat(system.get("pretty_name")).startsWith("\"} 1 # <b onclick=alert(1)>&\\");
      assertThat(system.get("image")).contains("a\"b").contains("<i>&");
      assertThat(prometheus.query("guestkit_package_info{image!=\"good.qcow2\"}")).hasSize(1);
    }
  }

  @Test
  void pagesShowItAsText() throws Exception {
    String list = exporter.body("/");
    assertThat(list)
        .contains("&lt;i&gt;&amp;")
        .doesNotContain("<i>", "\u001b", "\u202e", "onclick=alert(1)>");
    String image = list.substring(list.indexOf("href=\"/image?") + "href=\"".length());
    String page = exporter.body(image.substring(0, image.indexOf('"')).replace("&amp;", "&"));
    assertThat(page).doesNotContain("<b onclick", "<i>", "\u001b", "\u0007", "\u202e");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "root=fleet&image=../images/good.qcow2",
        "root=fleet&image=%2Fetc%2Fpasswd",
        "root=..&image=good.qcow2",
        "root=fleet&image=%00",
        "root=fleet&image=%3Cb%3E",
        "root=fleet&image=good.qcow2%2F..%2Fgood.qcow2",
      })
  void pagesAreOfImagesThatAreKnownAlone(String query) throws Exception {
    HttpResponse<String> answer = exporter.get("/image?" + query);

    assertThat(answer.statusCode()).isBetween(400, 404);
    assertThat(answer.body()).doesNotContain("root:x:0", "<b>");
  }
}
