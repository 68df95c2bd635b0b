package io.guestkit.dist.docker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
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
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * The example of docker/: the exporter and a Prometheus that scrapes it. Of the Grafana beside them
 * there is no image here; what it is given is looked at.
 */
@ExtendWith(DockerExtension.class)
class ComposeIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final YAMLMapper YAML = new YAMLMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(45);

  @TempDir private Path folder;

  @Test
  void prometheusLearnsWhatIsInTheImages(DockerImage image) throws Exception {
    List<String> compose = compose(image);
    try (HttpClient http = HttpClient.newHttpClient()) {
      run(compose, "up", "-d", "exporter", "prometheus");
      URI prometheus = published(image);
      String of = "{job=\"guestkit\", image_root=\"images\", image=\"debian-12.qcow2\"}";
      await(http, prometheus, "guestkit_inspection_success%s == 1".formatted(of), compose);
      assertThat(
              await(http, prometheus, "guestkit_os_info" + of, compose).at("/metric/id").asText())
          .isEqualTo("debian");
      // The rules are there and work.
      await(http, prometheus, "guestkit:systems:count{id=\"debian\"} == 1", compose);
      assertThat(get(http, prometheus.resolve("/api/v1/rules?type=alert")).findValuesAsText("name"))
          .contains("GuestKitBackingChainBroken", "GuestKitExporterDown");
      awaitHealthy(image, compose);
      // After a restart it knows the image by its kept report, without an inspection.
      run(compose, "restart", "exporter");
      String none = "guestkit_exporter_inspections_total{outcome=\"success\"} == 0";
      String kept = "guestkit_inspection_success" + of + " == 1 and on (job) " + none;
      await(http, prometheus, kept, compose);
    } finally {
      run(compose, "down", "--volumes", "--timeout", "5");
    }
  }

  @Test
  void grafanaIsGivenWhatItNeeds(DockerImage image) throws Exception {
    List<String> command = new ArrayList<>(compose(image));
    command.add("config");
    Cli.Result result = Cli.run(command);
    assertThat(result.exit()).as(result.err()).isZero();
    JsonNode services = YAML.readTree(result.text()).get("services");
    JsonNode grafana = services.get("grafana");
    assertThat(grafana.at("/environment/GF_SECURITY_ADMIN_PASSWORD").asText()).isEqualTo("secret");
    assertThat(grafana.at("/environment/GF_AUTH_ANONYMOUS_ENABLED").asText()).isEqualTo("false");
    assertThat(grafana.get("volumes").toString())
        .contains("/grafana/provisioning", "/etc/grafana/provisioning")
        .contains("/grafana/dashboards", "/etc/guestkit/dashboards");
    for (JsonNode service : services) {
      assertThat(service.get("cap_drop").toString()).isEqualTo("[\"ALL\"]");
      assertThat(service.get("security_opt").toString()).contains("no-new-privileges:true");
    }
    Path provisioning = Repository.path("docker/grafana/provisioning");
    JsonNode source = YAML.readTree(provisioning.resolve("datasources/guestkit.yml").toFile());
    assertThat(source.at("/datasources/0/url").asText()).isEqualTo("http://prometheus:9090");
    JsonNode boards = YAML.readTree(provisioning.resolve("dashboards/guestkit.yml").toFile());
    assertThat(boards.at("/providers/0/options/path").asText())
        .isEqualTo("/etc/guestkit/dashboards");
  }

  /** Returns the command, in the version that this host has, with all that the example asks for. */
  private List<String> compose(DockerImage image) throws Exception {
    Path example = folder.resolve("docker");
    Tool.run("cp", "-r", Repository.path("docker").toString(), example.toString());
    hasten(example.resolve("prometheus/prometheus.yml"));
    Path images = Files.createDirectory(folder.resolve("images"));
    Files.copy(Repository.sample(), images.resolve("debian-12.qcow2"));
    Path sooner = folder.resolve("sooner.yaml");
    Files.writeString(sooner, "services: {exporter: {healthcheck: {interval: 1s}}}\n");
    Tool.run("chmod", "-R", "a+rX", folder.toString());
    Path environment = folder.resolve("env");
    Files.write(
        environment,
        List.of(
            "GUESTKIT_IMAGE=" + image.exporter(),
            "GUESTKIT_IMAGES=" + images,
            "GRAFANA_PASSWORD=secret",
            "PROMETHEUS_IMAGE=" + image.prometheus(),
            "PROMETHEUS_PORT=0"));
    List<String> command = new ArrayList<>(program());
    command.addAll(List.of("--project-name", project(image)));
    command.addAll(List.of("--env-file", environment.toString()));
    command.addAll(List.of("--file", example.resolve("compose.yaml").toString()));
    command.addAll(List.of("--file", sooner.toString()));
    return command;
  }

  /** Lets Prometheus ask each second where the example says each minute. */
  private static void hasten(Path configuration) throws IOException {
    String slow = Files.readString(configuration);
    assertThat(slow).contains("_interval: 1m", "scrape_timeout: 30s");
    Files.writeString(
        configuration,
        slow.replace("_interval: 1m", "_interval: 1s")
            .replace("scrape_timeout: 30s", "scrape_timeout: 1s"));
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

  private static Container container(DockerImage image, String service) {
    List<Container> containers;
    Map<String, String> labels =
        Map.of("com.docker.compose.project", project(image), "com.docker.compose.service", service);
    try (var command = image.client().listContainersCmd()) {
      containers = command.withLabelFilter(labels).exec();
    }
    assertThat(containers).hasSize(1);
    return containers.getFirst();
  }

  /** Returns where Prometheus listens: at a port that the daemon chose. */
  private static URI published(DockerImage image) {
    int port = Objects.requireNonNull(container(image, "prometheus").getPorts()[0].getPublicPort());
    return URI.create("http://localhost:" + port);
  }

  private static JsonNode get(HttpClient http, URI uri) throws IOException, InterruptedException {
    return JSON.readTree(
        http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).body());
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
        JsonNode result = get(http, uri).at("/data/result");
        if (!result.isEmpty()) {
          return result.get(0);
        }
        answer = result.toString();
      } catch (IOException e) {
        answer = e.toString(); // not up yet
      }
      Thread.sleep(200);
    }
    throw new AssertionError(query + ": " + answer + "\n" + logs(compose));
  }

  private static void awaitHealthy(DockerImage image, List<String> compose) throws Exception {
    String id = container(image, "exporter").getId();
    long end = System.nanoTime() + PATIENCE.toNanos();
    String health = "";
    while (!health.equals("healthy")) {
      if (System.nanoTime() > end) {
        throw new AssertionError(health + "\n" + logs(compose));
      }
      Thread.sleep(200);
      try (var command = image.client().inspectContainerCmd(id)) {
        health =
            String.valueOf(
                Objects.requireNonNull(command.exec().getState().getHealth()).getStatus());
      }
    }
  }

  private static String logs(List<String> compose) throws Exception {
    List<String> logs = new ArrayList<>(compose);
    logs.add("logs");
    return Cli.run(logs).text();
  }
}
