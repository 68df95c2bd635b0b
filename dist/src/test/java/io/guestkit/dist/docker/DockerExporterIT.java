package io.guestkit.dist.docker;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.command.WaitContainerResultCallback;
import com.github.dockerjava.api.model.AccessMode;
import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.Volume;
import io.guestkit.testing.Guests;
import io.guestkit.testing.Repository;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testcontainers.containers.ContainerLaunchException;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.utility.DockerImageName;

/**
 * The exporter in a container, as docs/docker.md starts it, with the configuration of the example.
 */
@ExtendWith(DockerExtension.class)
@TestInstance(Lifecycle.PER_CLASS)
class DockerExporterIT {
  private static final int PORT = 10480;

  private final HttpClient http = HttpClient.newHttpClient();
  private @Nullable Network network;
  private @Nullable GenericContainer<?> exporter;

  @BeforeAll
  void start(DockerImage image) {
    network = Network.newNetwork();
    exporter = exporter(image, network);
    start(exporter);
  }

  @AfterAll
  void end() {
    http.close();
    if (exporter != null) {
      exporter.stop();
    }
    if (network != null) {
      network.close();
    }
  }

  @Test
  void probesAnImageOfTheMountedFolder() throws Exception {
    HttpResponse<String> answer = get("/probe?target=" + encoded("/images/deb12.qcow2"));
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body())
        .contains("\nguestkit_probe_success 1")
        .containsPattern("\nguestkit_os_info\\{[^}]*id=\"debian\"");
  }

  @Test
  void saysThatAProbeFailed() throws Exception {
    HttpResponse<String> answer = get("/probe?target=" + encoded("/images/none.qcow2"));
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).contains("\nguestkit_probe_success 0");
  }

  @Test
  void refusesWhatLiesOutsideTheMountedFolder() throws Exception {
    assertThat(get("/probe?target=" + encoded("/etc/passwd")).statusCode()).isEqualTo(400);
  }

  @Test
  void endsAtOnceWhereDockerStopsIt(DockerImage image) {
    try (GenericContainer<?> other = exporter(image, Objects.requireNonNull(network))) {
      start(other);
      String id = other.getContainerId();
      long start = System.nanoTime();
      int exit;
      try (var kill = image.client().killContainerCmd(id).withSignal("TERM");
          var wait = image.client().waitContainerCmd(id)) {
        kill.exec();
        exit = wait.exec(new WaitContainerResultCallback()).awaitStatusCode(20, TimeUnit.SECONDS);
      }
      assertThat(exit).as(other.getLogs()).isZero();
      // A second by itself; another where the machine is busy.
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
    }
  }

  private static GenericContainer<?> exporter(DockerImage image, Network network) {
    Path guest = Guests.made("deb12.qcow2");
    return new GenericContainer<>(DockerImageName.parse(image.exporter()))
        .withImagePullPolicy(name -> false)
        .withNetwork(network)
        .withExposedPorts(PORT)
        .withLabels(image.session().labels())
        .withCreateContainerCmdModifier(command -> {
          HostConfig host = Objects.requireNonNull(command.getHostConfig());
          ContainerProgram.hardened(host)
              .withBinds(
                  mount(Objects.requireNonNull(guest.getParent()), "/images"),
                  mount(Repository.path("docker/exporter.yml"), "/etc/guestkit/exporter.yml"));
        })
        .waitingFor(
            Wait.forHttp("/-/healthy").forPort(PORT).withStartupTimeout(Duration.ofSeconds(30)));
  }

  private static void start(GenericContainer<?> container) {
    Queue<String> log = new ConcurrentLinkedQueue<>();
    container.withLogConsumer(frame -> log.add(frame.getUtf8String()));
    try {
      container.start();
    } catch (ContainerLaunchException e) {
      throw new AssertionError("the exporter did not start: " + String.join("", log), e);
    }
  }

  private static Bind mount(Path host, String at) {
    return new Bind(host.toString(), new Volume(at), AccessMode.ro);
  }

  private static String encoded(String target) {
    return URLEncoder.encode(target, StandardCharsets.UTF_8);
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    GenericContainer<?> started = Objects.requireNonNull(exporter);
    URI uri = URI.create("http://" + started.getHost() + ":" + started.getMappedPort(PORT) + path);
    return http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
  }
}
