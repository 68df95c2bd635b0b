package io.guestkit.dist.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import io.guestkit.testing.Repository;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clients that are many or slow, and one that is neither. */
class CrowdIT {
  /** 400 of them: an answer that no buffer of the host takes whole. */
  private static final int IMAGES = 400;

  /** More than the exporter accepts, which are 512. */
  private static final int CLIENTS = 700;

  private static final int PROBES = 10_000;

  @TempDir static Path dir;

  private static Path images;
  private static RunningExporter exporter;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    images = Files.createDirectories(dir.resolve("images"));
    byte[] sample = Files.readAllBytes(Repository.sample());
    for (int i = 0; i < IMAGES; i++) {
      Files.write(images.resolve(i + ".qcow2"), sample);
    }
    exporter = RunningExporter.start(dir, Map.of("fleet", images));
    exporter.awaitReady();
    exporter.await(
        "/metrics?collect%5B%5D=exporter", "guestkit_exporter_cache_entries " + IMAGES + ".0\n");
  }

  @AfterAll
  static void stop() {
    exporter.close();
  }

  /** Scrapes on a new connection. */
  private static Duration scrape() throws IOException, InterruptedException {
    long start = System.nanoTime();
    URI uri = URI.create("http://" + exporter.address() + "/metrics");
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest request = HttpRequest.newBuilder(uri).timeout(Duration.ofMinutes(1)).build();
      assertThat(client.send(request, HttpResponse.BodyHandlers.ofString()).body())
          .contains("image=\"0.qcow2\"");
    }
    return Duration.ofNanos(System.nanoTime() - start);
  }

  @Test
  void headsThatComeByteByByteKeepNobodyOut() throws Exception {
    try (SlowClients slow =
        SlowClients.open(exporter.address(), CLIENTS, "GET /metrics HTTP/1.1\r\nX: ")) {
      try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
        Thread.sleep(500); // until all connections are taken
        Future<Duration> first = pool.submit(CrowdIT::scrape);
        while (!first.isDone()) {
          slow.write("x");
          Thread.sleep(500);
        }
        assertThat(first.get()).isLessThan(Duration.ofSeconds(10)); // as Prometheus waits
      }
    }
    assertThat(scrape()).isLessThan(Duration.ofSeconds(10));
  }

  @Test
  void thoseWhoReadSlowlyKeepNobodyFromScraping() throws Exception {
    String request = "GET /metrics HTTP/1.1\r\nHost: a\r\n\r\n";
    try (SlowClients slow = SlowClients.open(exporter.address(), 200, request)) {
      Thread.sleep(2000);
      assertThat(scrape()).isLessThan(Duration.ofSeconds(5));
      assertThat(exporter.body("/-/healthy")).startsWith("GuestKit");
      assertThat(slow.answersThatBegin("HTTP/1.1 503")).isGreaterThan(100);
    }
  }

  @Test
  void tenThousandProbesAreAllAnswered() throws Exception {
    String probe = RunningExporter.probe(images.resolve("1.qcow2"));
    Semaphore connections = new Semaphore(2 * 512); // others' hosts would only ask again later
    Callable<HttpResponse<String>> one =
        () -> {
          connections.acquire();
          try {
            return exporter.get(probe);
          } finally {
            connections.release();
          }
        };
    Map<Integer, Integer> byStatus = new TreeMap<>();
    try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<HttpResponse<String>>> answers = new ArrayList<>();
      for (int i = 0; i < PROBES; i++) {
        answers.add(pool.submit(one));
      }
      assertThat(exporter.body("/-/healthy")).startsWith("GuestKit");
      for (Future<HttpResponse<String>> future : answers) {
        HttpResponse<String> answer = future.get();
        byStatus.merge(answer.statusCode(), 1, Integer::sum);
        assertThat(answer.headers().firstValue("Retry-After").isPresent())
            .isEqualTo(answer.statusCode() == 503);
      }
    }
    assertThat(byStatus).containsKey(200);
    assertThat(byStatus.keySet()).isSubsetOf(200, 503);
    String own = exporter.body("/metrics?collect%5B%5D=exporter");
    assertThat(own).contains("guestkit_exporter_inspection_queue_length 0.0\n");
    assertThat(residentBytes(own)).isLessThan(512L << 20);
  }

  private static long residentBytes(String own) {
    String metric = "\nprocess_resident_memory_bytes ";
    int at = own.indexOf(metric) + metric.length();
    return (long) Double.parseDouble(own.substring(at, own.indexOf('\n', at)));
  }
}
