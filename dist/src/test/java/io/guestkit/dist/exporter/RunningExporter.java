package io.guestkit.dist.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import io.guestkit.dist.Archive;
import io.guestkit.testing.Tool;
import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The exporter of the archive, running. */
public final class RunningExporter implements Closeable {
  /** Half a minute, in steps. */
  private static final int PATIENCE = 300;

  private static final long STEP_MILLIS = 100;

  private static final String LISTENING = "msg=Listening address=";

  private final Process process;
  private final Path log;
  private final String base;
  private final HttpClient client = HttpClient.newHttpClient();

  private RunningExporter(Process process, Path log, String base) {
    this.process = process;
    this.log = log;
    this.base = base;
  }

  /** Starts it on a free port. */
  public static RunningExporter start(Path dir, Map<String, Path> roots, String... flags)
      throws IOException, InterruptedException {
    Path log = dir.resolve("exporter.log");
    List<String> command = new ArrayList<>();
    // What ignores hangups, as nohup does, has children that ignore them.
    command.addAll(List.of("env", "--default-signal=HUP"));
    command.add(Archive.launcher("guestkit-exporter").toString());
    command.add("--config.file=" + config(dir, roots));
    command.add("--web.listen-address=127.0.0.1:0");
    command.add("--cache.dir=" + dir.resolve("kept"));
    command.addAll(List.of(flags));
    Process process = new ProcessBuilder(command).redirectError(log.toFile()).start();
    for (int i = 0; i < 600 && process.isAlive(); i++) {
      String said = Files.readString(log);
      int at = said.indexOf(LISTENING);
      if (at >= 0 && said.indexOf(' ', at + LISTENING.length()) > 0) {
        String address = said.substring(at + LISTENING.length()).split(" ", 2)[0];
        return new RunningExporter(process, log, "http://" + address);
      }
      Thread.sleep(50);
    }
    process.destroyForcibly();
    throw new IOException("the exporter does not start: " + Files.readString(log));
  }

  /** Writes a configuration. */
  static Path config(Path dir, Map<String, Path> roots) throws IOException {
    StringBuilder yaml = new StringBuilder("roots:\n");
    roots.forEach(
        (name, path) -> yaml.append("  - {name: \"%s\", path: \"%s\"}\n".formatted(name, path)));
    return Files.writeString(dir.resolve("guestkit.yml"), yaml);
  }

  /** Returns its address as host and port. */
  public String address() {
    return base.substring("http://".length());
  }

  /** Returns what it logged. */
  String log() throws IOException {
    return Files.readString(log);
  }

  /** Returns the path and query of a probe. */
  static String probe(Object target) {
    return "/probe?target=" + URLEncoder.encode(target.toString(), StandardCharsets.UTF_8);
  }

  /** Asks for an address, with headers by name and value. */
  HttpResponse<String> get(String pathAndQuery, String... headers)
      throws IOException, InterruptedException {
    return send("GET", pathAndQuery, headers);
  }

  /** Asks by any method. */
  HttpResponse<String> send(String method, String pathAndQuery, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + pathAndQuery))
            .timeout(Duration.ofMinutes(1))
            .method(method, HttpRequest.BodyPublishers.noBody());
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  /** Asks for an address that is answered with 200. */
  String body(String pathAndQuery, String... headers) throws IOException, InterruptedException {
    HttpResponse<String> response = get(pathAndQuery, headers);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return response.body();
  }

  /** Waits until it has looked for the images, and for what was kept of them. */
  void awaitReady() throws IOException, InterruptedException {
    for (int i = 0; i < PATIENCE && get("/-/ready").statusCode() != 200; i++) {
      Thread.sleep(STEP_MILLIS);
    }
    body("/-/ready");
  }

  /** Waits until an address answers with something. */
  void await(String pathAndQuery, String expected) throws IOException, InterruptedException {
    for (int i = 0; i < PATIENCE && !body(pathAndQuery).contains(expected); i++) {
      Thread.sleep(STEP_MILLIS);
    }
    assertThat(body(pathAndQuery)).contains(expected);
  }

  /** Waits until an address no longer answers with something. */
  void awaitGone(String pathAndQuery, String gone) throws IOException, InterruptedException {
    for (int i = 0; i < PATIENCE && body(pathAndQuery).contains(gone); i++) {
      Thread.sleep(STEP_MILLIS);
    }
    assertThat(body(pathAndQuery)).doesNotContain(gone);
  }

  /** Sends a signal. */
  void signal(String name) {
    Tool.run("kill", "-" + name, Long.toString(process.pid()));
  }

  /** Sends SIGTERM and returns how long the process still ran; its status must be 0. */
  Duration stop() throws InterruptedException {
    long start = System.nanoTime();
    process.destroy();
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    assertThat(process.exitValue()).isZero();
    return took;
  }

  @Override
  public void close() {
    client.close();
    process.destroyForcibly();
  }
}
