package io.guestkit.dist.docker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.dockerjava.api.model.Container;
import io.guestkit.testing.Cli;
import io.guestkit.testing.Repository;
import io.guestkit.testing.Tool;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The example of docker/: the exporter beside a Prometheus that probes an image through it. */
@ExtendWith(DockerExtension.class)
class ComposeIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(45);

  @TempDir private Path folder;

  @Test
  void prometheusLearnsWhatIsInAnImage(DockerImage image) throws Exception {
    List<String> compose = compose(image);
    try (HttpClient http = HttpClient.newHttpClient()) {
      run(compose, "up", "-d");
      URI prometheus = published(image);
      // The target that the example names.
      JsonNode found = await(http, prometheus, "guestkit_probe_success == 1", compose);
      assertThat(found.at("/metric/instance").asText()).isEqualTo("/images/debian-12.qcow2");
      assertThat(found.at("/metric/job").asText()).isEqualTo("guestkit_images");
      assertThat(await(http, prometheus, "guestkit_os_info", compose).at("/metric/id").asText())
          .isEqualTo("debian");
      // The exporter's own metrics.
      await(http, prometheus, "up{job=\"guestkit\"} == 1", compose);
    } finally {
      run(compose, "down", "--volumes", "--timeout", "5");
    }
  }

  @Test
  void prometheusTakesItsConfiguration() {
    String file = Repository.path("docker/prometheus/prometheus.yml").toString();
    assertThat(Tool.run("promtool", "check", "config", file)).contains("SUCCESS");
  }

  /** Returns the command, in the version that this host has, with all that the example asks for. */
  private List<String> compose(DockerImage image) throws Exception {
    Path example = copyOfTheExample();
    Path images = Files.createDirectory(folder.resolve("images"));
    Path guest = images.resolve("debian-12.qcow2");
    Files.copy(Repository.sample(), guest);
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.toList()) {
        String mode = Files.isDirectory(file) ? "rwxr-xr-x" : "rw-r--r--";
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
      }
    }
    Path environment = folder.resolve("env");
    Files.write(
        environment,
        List.of(
            "GUESTKIT_IMAGE=" + image.name(),
            "GUESTKIT_IMAGES=" + images,
            "PROMETHEUS_IMAGE=" + image.prometheus(),
            "PROMETHEUS_PORT=0"));
    List<String> command = new ArrayList<>(program());
    command.addAll(
        List.of(
            "--project-name",
            project(image),
            "--env-file",
            environment.toString(),
            "--file",
            example.resolve("compose.yaml").toString()));
    return command;
  }

  /** Copies docker/, and lets Prometheus ask each second where the example says each minute. */
  private Path copyOfTheExample() throws IOException {
    Path example = Files.createDirectories(folder.resolve("docker/prometheus")).getParent();
    for (String name : List.of("compose.yaml", "exporter.yml", "prometheus/targets.yml")) {
      Files.copy(
          Repository.path("docker").resolve(name), Objects.requireNonNull(example).resolve(name));
    }
    String name = "prometheus/prometheus.yml";
    String slow = Files.readString(Repository.path("docker").resolve(name));
    assertThat(slow).contains("scrape_interval: 1m", "scrape_timeout: 30s");
    String fast =
        "global: {scrape_interval: 1s, scrape_timeout: 1s}\n"
            + slow.replace("scrape_interval: 1m", "scrape_interval: 2s")
                .replace("scrape_timeout: 30s", "scrape_timeout: 2s");
    Files.writeString(Objects.requireNonNull(example).resolve(name), fast);
    return example;
  }

  private static List<String> program() throws Exception {
    boolean plugin =
        Files.isExecutable(Path.of("/usr/bin/docker"))
            && Cli.run(List.of("/usr/bin/docker", "compose", "version")).exit() == 0;
    if (plugin) {
      return List.of("/usr/bin/docker", "compose");
    }
    Tool.require("docker-compose");
    return List.of("docker-compose");
  }

  private static String project(DockerImage image) {
    return "guestkit-test-" + image.session().id();
  }

  private static void run(List<String> compose, String... arguments) throws Exception {
    List<String> command = new ArrayList<>(compose);
    command.addAll(Arrays.asList(arguments));
    Cli.Result result = Cli.run(command);
    assertThat(result.exit()).as(command + ": " + result.err()).isZero();
  }

  /** Returns where Prometheus listens: at a port that the daemon chose. */
  private static URI published(DockerImage image) {
    List<Container> containers;
    try (var command = image.client().listContainersCmd()) {
      containers =
          command
              .withLabelFilter(
                  Map.of(
                      "com.docker.compose.project",
                      project(image),
                      "com.docker.compose.service",
                      "prometheus"))
              .exec();
    }
    assertThat(containers).hasSize(1);
    int port = Objects.requireNonNull(containers.getFirst().getPorts()[0].getPublicPort());
    return URI.create("http://localhost:" + port);
  }

  /** Asks until the query has a result. */
  private static JsonNode await(HttpClient http, URI prometheus, String query, List<String> compose)
      throws Exception {
    URI uri =
        prometheus.resolve(
            "/api/v1/query?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8));
    long end = System.nanoTime() + PATIENCE.toNanos();
    String answer = "";
    while (System.nanoTime() < end) {
      try {
        answer = http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).body();
        JsonNode result = JSON.readTree(answer).at("/data/result");
        if (!result.isEmpty()) {
          return result.get(0);
        }
      } catch (IOException e) {
        answer = e.toString(); // not up yet
      }
      Thread.sleep(200);
    }
    List<String> logs = new ArrayList<>(compose);
    logs.add("logs");
    throw new AssertionError(query + ": " + answer + "\n" + Cli.run(logs).text());
  }
}
