package io.guestkit.exporter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpServer;
import io.guestkit.exporter.web.ListenAddress;
import io.guestkit.testing.Tool;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers that the health check asks; those of TLS are openssl's. */
class HealthCheckTest {
  @TempDir Path dir;

  @ParameterizedTest
  @ValueSource(ints = {200, 401, 429})
  void findsWhatAnswers(int status) throws Exception {
    answering(status, "127.0.0.1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0.0.0.0", "::", "localhost"})
  void findsWhatListensEverywhere(String host) throws Exception {
    answering(200, host);
  }

  private static void answering(int status, String host) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/-/healthy",
        exchange -> {
          exchange.sendResponseHeaders(status, -1);
          exchange.close();
        });
    server.start();
    try {
      HealthCheck.of(new ListenAddress(host, server.getAddress().getPort()));
    } finally {
      server.stop(0);
    }
  }

  @Test
  void saysThatItCannotServe() {
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> answering(503, "127.0.0.1"))
        .withMessageContaining(": answers 'HTTP/1.1 503");
  }

  @Test
  void saysThatNothingListens() throws IOException {
    int port = freePort();
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> HealthCheck.of(new ListenAddress("127.0.0.1", port)))
        .withMessage("127.0.0.1:" + port + ": Connection refused");
  }

  @Test
  void saysThatItHangs() throws IOException {
    try (ServerSocket stuck = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      int port = stuck.getLocalPort();
      assertThatExceptionOfType(IOException.class)
          .isThrownBy(() -> HealthCheck.of(new ListenAddress("", port)))
          .withMessage(":" + port + ": Read timed out");
    }
  }

  @Test
  void saysThatSomethingElseListens() throws Exception {
    try (ServerSocket other = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual().start(() -> greet(other));
      assertThatExceptionOfType(IOException.class)
          .isThrownBy(() -> HealthCheck.of(new ListenAddress("127.0.0.1", other.getLocalPort())))
          .withMessageStartingWith("127.0.0.1:" + other.getLocalPort() + ": ");
    }
  }

  private static void greet(ServerSocket other) {
    while (!other.isClosed()) {
      try (Socket client = other.accept()) {
        client.getOutputStream().write("220 mail\r\n".getBytes(StandardCharsets.US_ASCII));
      } catch (IOException e) {
        // The test has ended, or the client went.
      }
    }
  }

  @Test
  void asksByTls() throws Exception {
    openssl("-www");
  }

  @Test
  void takesARefusalOfItsMissingCertificateForLife() throws Exception {
    openssl("-www", "-Verify", "1", "-verify_return_error", "-tls1_3");
    openssl("-www", "-Verify", "1", "-verify_return_error", "-tls1_2");
  }

  private void openssl(String... options) throws Exception {
    Path key = dir.resolve("key.pem");
    Path certificate = dir.resolve("certificate.pem");
    Tool.run(
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:P-256",
        "-nodes",
        "-subj",
        "/CN=elsewhere.example.net",
        "-keyout",
        key.toString(),
        "-out",
        certificate.toString());
    int port = freePort();
    List<String> command =
        new ArrayList<>(
            List.of(
                "openssl",
                "s_server",
                "-accept",
                "127.0.0.1:" + port,
                "-key",
                key.toString(),
                "-cert",
                certificate.toString()));
    command.addAll(List.of(options));
    Process server =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(dir.resolve("openssl.log").toFile())
            .start();
    try {
      awaitListening(server, port);
      HealthCheck.of(new ListenAddress("127.0.0.1", port));
    } finally {
      server.destroy();
      server.waitFor();
    }
  }

  private static void awaitListening(Process server, int port) throws Exception {
    for (int i = 0; i < 100 && server.isAlive(); i++) {
      try (Socket probe = new Socket()) {
        probe.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        return;
      } catch (IOException e) {
        Thread.sleep(50);
      }
    }
    assertThat(server.isAlive()).as("openssl s_server listens").isTrue();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
