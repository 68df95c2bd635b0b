package io.guestkit.dist.exporter;

import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.guestkit.testing.Tool;
import java.io.Closeable;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A running Prometheus, and the queries of its HTTP API. */
public final class Prometheus implements Closeable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Process process;
  private final String base;
  private final HttpClient client = HttpClient.newHttpClient();

  private Prometheus(Process process, int port) {
    this.process = process;
    this.base = "http://127.0.0.1:" + port + "/api/v1/query?query=";
  }

  /**
   * Starts one that scrapes, and evaluates rules, every two seconds.
   *
   * @param dir where it keeps its configuration, its log and its database
   * @param scrapeConfigs the part of the configuration of that name
   */
  public static Prometheus start(Path dir, String scrapeConfigs) throws IOException {
    Tool.require("prometheus");
    int port;
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    String global = "global: {scrape_interval: 2s, scrape_timeout: 2s, evaluation_interval: 2s}\n";
    Path config = Files.writeString(dir.resolve("prometheus.yml"), global + scrapeConfigs);
    Process process =
        new ProcessBuilder(
                "prometheus",
                "--config.file=" + config,
                "--storage.tsdb.path=" + dir.resolve("tsdb"),
                "--web.listen-address=127.0.0.1:" + port)
            .redirectErrorStream(true)
            .redirectOutput(dir.resolve("prometheus.log").toFile())
            .start();
    return new Prometheus(process, port);
  }

  /** Returns the answer to an instant query: labels of each series, and its value as "value". */
  public List<Map<String, String>> query(String expression) throws InterruptedException {
    URI uri = URI.create(base + URLEncoder.encode(expression, StandardCharsets.UTF_8));
    List<Map<String, String>> series = new ArrayList<>();
    try {
      String answer =
          client
              .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
              .body();
      for (JsonNode result : JSON.readTree(answer).at("/data/result")) {
        Map<String, String> labels = new TreeMap<>();
        result
            .get("metric")
            .properties()
            .forEach(e -> labels.put(e.getKey(), e.getValue().asText()));
        labels.put("value", result.at("/value/1").asText());
        series.add(labels);
      }
    } catch (IOException e) {
      // It does not listen yet: no answer.
    }
    return series;
  }

  /** Returns the values of a metric by one of its labels. */
  Map<String, String> by(String label, String expression) throws InterruptedException {
    Map<String, String> values = new TreeMap<>();
    for (Map<String, String> series : query(expression)) {
      values.put(series.getOrDefault(label, ""), series.getOrDefault("value", ""));
    }
    return values;
  }

  /** Waits until a query has so many series; fails after half a minute. */
  public void await(String expression, int count) throws InterruptedException {
    for (int i = 0; i < 300; i++) {
      if (query(expression).size() == count) {
        return;
      }
      Thread.sleep(100);
    }
    fail("Prometheus has no %s", expression);
  }

  @Override
  public void close() {
    client.close();
    process.destroy();
    process.onExit().join();
  }
}
