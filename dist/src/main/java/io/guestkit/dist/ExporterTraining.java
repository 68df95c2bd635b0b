package io.guestkit.dist;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Lets the exporter start, answer what Prometheus and a person ask, and stop. */
final class ExporterTraining {
  /** What Prometheus 2 sends, and what a person's tool does. */
  private static final List<String> ACCEPTED =
      List.of("application/openmetrics-text;version=1.0.0,text/plain;version=0.0.4;q=0.5", "*/*");

  private static final String LISTENING = "msg=Listening address=";

  /** Ten seconds: it stops in a fraction of one, and then writes the cache. */
  private static final long STOP_SECONDS = 10;

  private ExporterTraining() {}

  /** Runs the program; the command ends in its name. */
  static void run(List<String> command, TrainingImages images)
      throws IOException, InterruptedException {
    Path folder = images.qcow2().toAbsolutePath().resolveSibling("");
    Path config = folder.resolve("exporter.yml");
    Files.writeString(config, "roots:\n  - name: training\n    path: \"" + folder + "\"\n");
    command.addAll(List.of("--config.file=" + config, "--web.listen-address=127.0.0.1:0"));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try (BufferedReader log = process.inputReader(StandardCharsets.UTF_8)) {
      ask("http://" + address(log), images);
      process.toHandle().destroy(); // SIGTERM; its output stays open
      log.lines().forEach(line -> {}); // up to its end: a full pipe would hold it
      if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new IOException("the exporter did not stop as it should");
      }
    } finally {
      process.destroyForcibly();
    }
  }

  private static String address(BufferedReader log) throws IOException {
    StringBuilder said = new StringBuilder();
    for (String line = log.readLine(); line != null; line = log.readLine()) {
      int at = line.indexOf(LISTENING);
      if (at >= 0) {
        return line.substring(at + LISTENING.length()).split(" ", 2)[0];
      }
      said.append(line).append('\n');
    }
    throw new IOException("the exporter did not start:\n" + said);
  }

  private static void ask(String base, TrainingImages images) throws IOException {
    for (String accepted : ACCEPTED) {
      get(base + "/probe?target=" + images.qcow2().toAbsolutePath(), accepted, 200);
      get(base + "/probe?target=" + images.raw().toAbsolutePath(), accepted, 200);
      get(base + "/probe?target=" + images.server().toAbsolutePath(), accepted, 200);
      get(base + "/probe?target=" + images.raw().toAbsolutePath() + "-none", accepted, 200);
      get(base + "/probe?target=" + images.raw().toAbsolutePath() + "&collect[]=os", accepted, 200);
      get(base + "/probe?target=/", accepted, 400);
      get(base + "/sd", accepted, 200);
      get(base + "/metrics", accepted, 200);
      get(base + "/metrics?collect[]=exporter", accepted, 200);
      get(base + "/-/healthy", accepted, 200);
      get(base + "/", accepted, 200);
      get(base + "/?q=training&sort=size", accepted, 200);
      get(base + "/image?root=training&image=" + images.qcow2().getFileName(), accepted, 200);
      get(base + "/none", accepted, 404);
    }
  }

  private static void get(String address, String accepted, int status) throws IOException {
    HttpURLConnection connection =
        (HttpURLConnection)
            URI.create(address.replace(" ", "%20").replace("[]", "%5B%5D"))
                .toURL()
                .openConnection();
    connection.setRequestProperty("Accept", accepted);
    connection.setRequestProperty("Accept-Encoding", "gzip");
    connection.setRequestProperty("X-Prometheus-Scrape-Timeout-Seconds", "10");
    if (connection.getResponseCode() != status) {
      throw new IOException(address + " was answered with " + connection.getResponseCode());
    }
    try (InputStream body =
        status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
      body.transferTo(OutputStream.nullOutputStream());
    }
  }
}
