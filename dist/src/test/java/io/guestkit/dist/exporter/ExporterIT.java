package io.guestkit.dist.exporter;

import static io.guestkit.dist.exporter.RunningExporter.probe;
import static org.assertj.core.api.Assertions.assertThat;

import io.guestkit.testing.Repository;
import io.guestkit.testing.Tool;
import java.io.IOException;
import java.io.StringReader;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

/** Requests by hand. */
class ExporterIT {
  @TempDir static Path dir;

  private static Path images;
  private static RunningExporter exporter;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    images = Files.createDirectories(dir.resolve("images"));
    byte[] sample = Files.readAllBytes(Repository.sample());
    Files.write(images.resolve("sample.qcow2"), sample);
    Files.write(images.resolve("été + 100% & \"x\".qcow2"), sample);
    byte[] broken = sample.clone();
    for (int i = 40; i < 48; i++) {
      broken[i] = -1; // where its L1 table is
    }
    Files.write(images.resolve("broken.qcow2"), broken);
    Files.createDirectory(images.resolve("folder"));
    Files.write(images.resolve("visitor"), sample); // not named as an image
    Path outside = Files.createDirectories(dir.resolve("outside"));
    Files.write(outside.resolve("secret.qcow2"), sample);
    Files.createSymbolicLink(images.resolve("out"), outside.resolve("secret.qcow2"));
    Files.createSymbolicLink(images.resolve("out-dir"), outside);
    Files.createSymbolicLink(images.resolve("in"), Path.of("sample.qcow2"));
    exporter = RunningExporter.start(dir, Map.of("golden", images));
  }

  @AfterAll
  static void stop() {
    exporter.close();
  }

  private static void promtoolIsContent(String metrics) throws IOException {
    Path file = Files.writeString(dir.resolve("metrics.txt"), metrics);
    assertThat(Tool.shell("promtool check metrics < '%s' 2>&1".formatted(file))).isEmpty();
  }

  @Test
  void promtoolFindsNothingToMend() throws Exception {
    Tool.require("promtool");
    promtoolIsContent(exporter.body(probe(images.resolve("sample.qcow2"))));
    promtoolIsContent(exporter.body(probe(images.resolve("none"))));
    promtoolIsContent(exporter.body("/metrics"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"sample.qcow2", "in", "été + 100% & \"x\".qcow2"})
  void tellsAnImageByTheNameThatItIsAskedFor(String name) throws Exception {
    String label = name.replace("\"", "\\\"");
    assertThat(exporter.body(probe(images.resolve(name))))
        .contains("guestkit_probe_success 1.0\n")
        .contains("image_root=\"golden\",image=\"%s\",format=\"qcow2\"".formatted(label));
  }

  @ParameterizedTest
  @ValueSource(strings = {"none.qcow2", "none/at/all", "broken.qcow2", "folder"})
  void anImageThatCannotBeReadFailsItsProbe(String name) throws Exception {
    assertThat(exporter.body(probe(images.resolve(name))))
        .contains("guestkit_probe_success 0.0\n")
        .contains(
            "guestkit_inspection_success{image_root=\"golden\",image=\"%s\"} 0.0".formatted(name))
        .doesNotContain("guestkit_image_info", "guestkit_collector_success");
    assertThat(exporter.log())
        .contains("level=warn msg=\"Inspection failed\" root=golden image=%s err=".formatted(name));
  }

  @Test
  void aProbeWithoutTimeIsAnsweredAtOnceAndItsInspectionGoesOn() throws Exception {
    String visitor = probe(images.resolve("visitor"));
    assertThat(exporter.body(visitor, "X-Prometheus-Scrape-Timeout-Seconds", "0.0001"))
        .contains("guestkit_probe_success 0.0\n")
        .doesNotContain("} 1.0");
    assertThat(exporter.body(visitor)).contains("guestkit_probe_success 1.0\n");
  }

  @Test
  void tellsOfAllImagesWithoutBeingAskedForOne() throws Exception {
    exporter.awaitReady();
    exporter.await(
        "/metrics?collect%5B%5D=os",
        "guestkit_os_info{image_root=\"golden\",image=\"sample.qcow2\"");
    String metrics = exporter.body("/metrics");
    assertThat(metrics)
        .contains("guestkit_exporter_build_info{", "jvm_memory_bytes_used")
        .contains("guestkit_filesystem_size_bytes{image_root=\"golden\",image=\"sample.qcow2\"")
        .doesNotContain("visitor", "out-dir", "secret");
    exporter.await(
        "/metrics",
        "guestkit_inspection_success{image_root=\"golden\",image=\"broken.qcow2\"} 0.0");
    assertThat(exporter.body("/metrics?collect%5B%5D=exporter"))
        .contains("guestkit_exporter_build_info{")
        .doesNotContain("image_root");
    assertThat(exporter.body("/metrics?collect%5B%5D=image"))
        .contains("guestkit_image_info{", "collector=\"image\"")
        .doesNotContain("guestkit_exporter_", "guestkit_os_info", "collector=\"os\"");
    assertThat(exporter.get("/metrics?collect%5B%5D=disk").statusCode()).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/etc/passwd",
        "IMAGES/../outside/secret.qcow2",
        "IMAGES/out",
        "IMAGES/out-dir/secret.qcow2",
        "IMAGES/out-dir/none",
        "IMAGES",
        "IMAGES-too/a",
        "sample.qcow2",
        "",
        "a\0b",
      })
  void refusesWhatIsNotInTheRoots(String target) throws Exception {
    HttpResponse<String> answer = exporter.get(probe(target.replace("IMAGES", images.toString())));

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).endsWith("\n").hasLineCount(1).contains("target");
    assertThat(answer.headers().firstValue("Content-Type"))
        .hasValueSatisfying(type -> assertThat(type).startsWith("text/plain"));
  }

  @Test
  void refusesWhatCannotBeAsked() throws Exception {
    String sample = probe(images.resolve("sample.qcow2"));
    assertThat(exporter.get("/probe").statusCode()).isEqualTo(400);
    assertThat(exporter.get(sample + "&target=%2Fa").statusCode()).isEqualTo(400);
    assertThat(exporter.get(sample + "&collect%5B%5D=disk").body())
        .startsWith(
            "no collector 'disk' is enabled; enabled: image, partition, lvm, filesystem, os,");
    assertThat(exporter.get(sample, "X-Prometheus-Scrape-Timeout-Seconds", "soon").statusCode())
        .isEqualTo(400);
    assertThat(exporter.send("POST", sample).statusCode()).isEqualTo(405);
    assertThat(exporter.send("DELETE", "/metrics").headers().firstValue("Allow"))
        .hasValue("GET, HEAD");
    HttpResponse<String> nothing = exporter.get("/%3Cb%3E");
    assertThat(nothing.statusCode()).isEqualTo(404);
    assertThat(nothing.body()).isEqualTo("there is nothing at /%3Cb%3E\n");
    assertThat(nothing.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
    HttpResponse<String> large = exporter.get("/probe?target=/" + "a".repeat(20_000));
    assertThat(large.statusCode()).isEqualTo(414);
    assertThat(large.body()).hasLineCount(1);
  }

  @Test
  void answersWhatIsNoHttpAndGoesOn() throws Exception {
    URI address = URI.create("http://" + exporter.address());
    try (Socket socket = new Socket(address.getHost(), address.getPort())) {
      socket.setSoTimeout(5000);
      socket.getOutputStream().write("nonsense\0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
          .startsWith("HTTP/1.1 400 ")
          .doesNotContain("Jetty", "<");
    }
    assertThat(exporter.body("/-/healthy")).isEqualTo("GuestKit is healthy.\n");
  }

  @Test
  void answersHeadAsGetButForTheBody() throws Exception {
    for (String path : List.of("/", "/metrics", "/-/healthy", probe(images.resolve("in")))) {
      HttpResponse<String> head = exporter.send("HEAD", path);
      assertThat(head.statusCode()).isEqualTo(200);
      assertThat(head.body()).isEmpty();
      assertThat(head.headers().firstValue("Content-Type"))
          .isEqualTo(exporter.get(path).headers().firstValue("Content-Type"));
    }
    assertThat(exporter.send("HEAD", "/probe").statusCode()).isEqualTo(400);
  }

  @Test
  void collectorsAreChosenByTheRequest() throws Exception {
    String body =
        exporter.body(
            probe(images.resolve("sample.qcow2")) + "&collect%5B%5D=image&collect%5B%5D=user");

    assertThat(body)
        .contains("guestkit_image_info{", "collector=\"image\"", "collector=\"user\"")
        .doesNotContain("guestkit_filesystem_", "guestkit_os_info", "collector=\"os\"");
  }

  @Test
  void pageForPeopleIsWellFormedAndHasAStrictPolicy() throws Exception {
    HttpResponse<String> answer = exporter.get("/");
    DocumentBuilder parser = DocumentBuilderFactory.newInstance().newDocumentBuilder();
    Document page = parser.parse(new InputSource(new StringReader(answer.body())));

    assertThat(page.getElementsByTagName("script").getLength()).isZero();
    List<String> links = new ArrayList<>();
    for (int i = 0; i < page.getElementsByTagName("a").getLength(); i++) {
      links.add(
          page.getElementsByTagName("a")
              .item(i)
              .getAttributes()
              .getNamedItem("href")
              .getNodeValue());
    }
    assertThat(links).contains("/metrics", "/sd", "/-/healthy", "/-/ready");
    for (String link : links) {
      if (link.startsWith("/")) {
        exporter.body(link);
      }
    }
    assertThat(answer.headers().firstValue("Content-Security-Policy"))
        .hasValueSatisfying(policy ->
            assertThat(policy)
                .startsWith("default-src 'none'; style-src 'sha256-")
                .contains("frame-ancestors 'none'")
                .doesNotContain("unsafe"));
  }

  @Test
  void aBrowserShowsThePageAndComplainsOfNothing() throws Exception {
    Tool.require("chromium");
    Path log = dir.resolve("chromium.log");
    String page =
        Tool.shell(
            "chromium --headless --no-sandbox --disable-gpu --no-first-run --disable-sync"
                + " --disable-background-networking --disable-component-update"
                + " --user-data-dir='%s' --enable-logging=stderr --dump-dom http://%s/ 2> '%s'"
                    .formatted(dir.resolve("chromium"), exporter.address(), log));

    assertThat(page).contains("<h1>Images</h1>");
    assertThat(Files.readString(log)).doesNotContain("CONSOLE"); // where its policy is violated
  }

  @Test
  void manyProbesAtOnceAreAllAnsweredAndHealthMeanwhile() throws Exception {
    try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<String>> answers = new ArrayList<>();
      Callable<String> one = () -> exporter.body(probe(images.resolve("sample.qcow2")));
      for (int i = 0; i < 100; i++) {
        answers.add(pool.submit(one));
      }
      assertThat(exporter.body("/-/healthy")).startsWith("GuestKit");
      for (Future<String> answer : answers) {
        assertThat(answer.get()).contains("guestkit_probe_success 1.0\n");
      }
    }
    exporter.await("/metrics", "guestkit_exporter_inspections_in_progress 0.0\n");
    exporter.await("/metrics", "guestkit_exporter_inspection_queue_length 0.0\n");
  }

  @Test
  void aModuleChoosesWhatAProbeTells() throws Exception {
    Path own = Files.createDirectory(dir.resolve("modules"));
    Path image = Files.copy(Repository.sample(), own.resolve("sample.qcow2"));
    try (RunningExporter other = RunningExporter.start(own, Map.of("a", own))) {
      Files.writeString(
          own.resolve("guestkit.yml"),
          "modules: {sizes: {collectors: [filesystem], timeout: 20s}}\n",
          StandardOpenOption.APPEND);
      assertThat(other.send("POST", "/-/reload").statusCode()).isEqualTo(200);
      assertThat(other.body(probe(image) + "&module=sizes"))
          .contains("guestkit_filesystem_size_bytes{", "guestkit_probe_success 1.0\n")
          .doesNotContain("guestkit_os_info", "guestkit_image_info");
      HttpResponse<String> unknown = other.get(probe(image) + "&module=size");
      assertThat(unknown.statusCode()).isEqualTo(400);
      assertThat(unknown.body())
          .isEqualTo("the configuration has no module 'size'; it has: sizes\n");
    }
  }

  @Test
  void readsItsConfigurationAgain() throws Exception {
    Path own = Files.createDirectory(dir.resolve("reload"));
    Path first = Files.createDirectory(own.resolve("first"));
    Path second = Files.createDirectory(own.resolve("second"));
    Files.copy(Repository.sample(), first.resolve("a.qcow2"));
    Files.copy(Repository.sample(), second.resolve("b.qcow2"));
    try (RunningExporter other = RunningExporter.start(own, Map.of("first", first))) {
      other.await("/metrics", "guestkit_os_info{image_root=\"first\",image=\"a.qcow2\"");
      Files.writeString(own.resolve("guestkit.yml"), "roots: []\n");
      HttpResponse<String> refused = other.send("POST", "/-/reload");
      assertThat(refused.statusCode()).isEqualTo(500);
      assertThat(refused.body()).contains("roots names no folder").hasLineCount(1);
      assertThat(other.body("/metrics"))
          .contains("guestkit_exporter_config_last_reload_successful 0.0")
          .contains("image=\"a.qcow2\"");

      RunningExporter.config(own, Map.of("first", first, "second", second));
      assertThat(other.send("POST", "/-/reload").body()).isEqualTo("Configuration reloaded.\n");
      other.await("/metrics", "guestkit_os_info{image_root=\"second\",image=\"b.qcow2\"");
      assertThat(other.body("/metrics"))
          .contains("guestkit_exporter_config_last_reload_successful 1.0")
          .contains("guestkit_os_info{image_root=\"first\",image=\"a.qcow2\"");

      RunningExporter.config(own, Map.of("second", second));
      other.signal("HUP");
      other.awaitGone("/metrics", "image=\"a.qcow2\"");
      assertThat(other.send("POST", "/-/reload", "Sec-Fetch-Site", "cross-site").statusCode())
          .isEqualTo(403);
      assertThat(other.get("/-/reload").statusCode()).isEqualTo(405);
    }
  }

  @Test
  void noticesWhatHappensToImages() throws Exception {
    Path own = Files.createDirectory(dir.resolve("watched"));
    Path images = Files.createDirectory(own.resolve("images"));
    try (RunningExporter other = RunningExporter.start(own, Map.of("w", images))) {
      other.awaitReady();
      Path deep = Files.createDirectories(images.resolve("new/folder"));
      Path image = Files.copy(Repository.sample(), deep.resolve("a.qcow2"));
      other.await("/metrics", "guestkit_os_info{image_root=\"w\",image=\"new/folder/a.qcow2\"");
      assertThat(other.body("/sd")).contains(image.toString());
      Files.delete(image);
      other.awaitGone("/metrics", "image=\"new/folder/a.qcow2\"");
    }
  }

  @Test
  void stopsAtOnceWithStatusZero() throws Exception {
    Path own = Files.createDirectory(dir.resolve("own"));
    Path image = Files.copy(Repository.sample(), own.resolve("sample.qcow2"));
    try (RunningExporter other =
        RunningExporter.start(own, Map.of("a", own), "--log.format=logfmt")) {
      other.body(probe(image));
      assertThat(other.stop()).isLessThan(Duration.ofMillis(500));
      assertThat(other.log()).hasLineCount(2).contains("level=info msg=Stopping");
    }
  }
}
