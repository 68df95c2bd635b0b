package io.guestkit.dist.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import io.guestkit.dist.Archive;
import io.guestkit.testing.Certificates;
import io.guestkit.testing.Cli;
import io.guestkit.testing.Repository;
import io.guestkit.testing.Tool;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TLS and logins, as curl, Prometheus and openssl see them. */
class WebConfigIT {
  /** What the exporter needs at most to see that a file was changed, and a little. */
  private static final long LOOKED_MILLIS = 1200;

  /** Five requests of each kind: their median does not hang on what else the host does. */
  private static final int TIMED = 5;

  @TempDir Path dir;

  private Certificates keys;

  @BeforeEach
  void makeKeys() {
    Tool.require("curl", "openssl");
    keys = Certificates.authority(dir, "ca");
    keys.issue("ca", "guestkit", "EC -pkeyopt ec_paramgen_curve:P-256", "IP:127.0.0.1");
  }

  /** Returns the fenced part of the documentation that begins so. */
  private static String example(String begin) throws Exception {
    String page = Files.readString(Repository.path("docs/exporter.md"));
    int start = page.indexOf("```yaml\n" + begin) + "```yaml\n".length();
    assertThat(start).isGreaterThan("```yaml\n".length());
    return page.substring(start, page.indexOf("```", start));
  }

  private Path webConfig(String yaml) throws Exception {
    Path file = Files.writeString(dir.resolve("web.yml"), yaml);
    assertThat(Tool.shell("promtool check web-config '%s' 2>&1".formatted(file)))
        .contains("SUCCESS");
    return file;
  }

  private RunningExporter start(String yaml, String... flags) throws Exception {
    List<String> all = new ArrayList<>(List.of(flags));
    all.add("--web.config.file=" + webConfig(yaml));
    return RunningExporter.start(dir, Map.of("golden", dir), all.toArray(String[]::new));
  }

  /** Asks by the real curl; its output is the status. */
  private Cli.Result curl(RunningExporter exporter, String authority, String... flags)
      throws Exception {
    List<String> command = new ArrayList<>(List.of("curl", "-sS", "-o", "/dev/null"));
    command.addAll(List.of("--cacert", keys.file(authority + ".pem").toString()));
    command.addAll(List.of("-w", "%{http_code}", "https://" + exporter.address() + "/metrics"));
    command.addAll(List.of(flags));
    return Cli.run(command);
  }

  private String[] certificate(String name) {
    return new String[] {
      "--cert", keys.file(name + ".pem").toString(), "--key", keys.file(name + ".key").toString()
    };
  }

  private static void refusesToTalk(Cli.Result result, String alert) {
    assertThat(result.text()).isEqualTo("000");
    assertThat(result.err()).contains("alert").containsIgnoringCase(alert);
  }

  @Test
  void prometheusScrapesWithTlsAndALogin() throws Exception {
    Path image = Files.copy(Repository.sample(), dir.resolve("sample.qcow2"));
    Path password = Files.writeString(dir.resolve("guestkit.password"), "secret");
    try (RunningExporter exporter = start(example("# web.yml"))) {
      assertThat(exporter.log()).contains(" tls=true");
      assertThat(curl(exporter, "ca").text()).isEqualTo("401");
      assertThat(curl(exporter, "ca", "-u", "prometheus:wrong").text()).isEqualTo("401");
      assertThat(curl(exporter, "ca", "-u", "prometheus:secret").text()).isEqualTo("200");
      String job =
          example("scrape_configs:\n  - job_name: guestkit\n    scheme: https")
              .replace("    scrape_interval: 5m\n", "")
              .replace("/etc/prometheus/guestkit.password", password.toString())
              .replace("/etc/prometheus/guestkit-ca.pem", keys.file("ca.pem").toString());
      String login = job.substring(job.indexOf("    tls_config:"), job.indexOf("    static_"));
      String discovery =
          """
            - job_name: images
              scheme: https
              metrics_path: /probe
          LOGIN    http_sd_configs:
                - url: https://127.0.0.1:10480/sd
          SD_LOGIN    relabel_configs:
                - {source_labels: [__address__], target_label: __param_target}
                - {source_labels: [__param_target], target_label: instance}
                - {target_label: __address__, replacement: "127.0.0.1:10480"}
          """
              .replace("SD_LOGIN", login.indent(4))
              .replace("LOGIN", login);
      String config = (job + discovery).replace("127.0.0.1:10480", exporter.address());
      try (Prometheus prometheus = Prometheus.start(dir, config)) {
        prometheus.await("guestkit_probe_success{instance=\"%s\"} == 1".formatted(image), 1);
        prometheus.await("guestkit_exporter_build_info{job=\"guestkit\"}", 1);
        prometheus.await("up == 1", 2);
      }
    }
  }

  @Test
  void asksClientsForCertificates() throws Exception {
    keys.issue("ca", "client", "RSA -pkeyopt rsa_keygen_bits:2048", "DNS:prom.example");
    keys.issue("ca", "named", "ED25519", "IP:2001:db8::1");
    keys.issue("ca", "unnamed", "EC -pkeyopt ec_paramgen_curve:P-256", "DNS:other.example");
    Certificates.authority(dir, "foreign");
    keys.issue("foreign", "stranger", "EC -pkeyopt ec_paramgen_curve:P-256", "DNS:prom.example");
    String tls =
        """
        tls_server_config:
          cert_file: guestkit.pem
          key_file: guestkit.key
          client_ca_file: ca.pem
          client_auth_type: RequireAndVerifyClientCert
        """;
    webConfig(tls); // what this promtool knows; it is older than the names of clients
    Path config = dir.resolve("named.yml");
    Files.writeString(config, tls + "  client_allowed_sans: [prom.example, '2001:db8:0::1']\n");
    try (RunningExporter exporter =
        RunningExporter.start(dir, Map.of("golden", dir), "--web.config.file=" + config)) {
      assertThat(curl(exporter, "ca", certificate("client")).text()).isEqualTo("200");
      assertThat(curl(exporter, "ca", certificate("named")).text()).isEqualTo("200");
      refusesToTalk(curl(exporter, "ca"), "certificate");
      refusesToTalk(curl(exporter, "ca", certificate("unnamed")), "certificate");
      refusesToTalk(curl(exporter, "ca", certificate("stranger")), "certificate");
      Files.writeString(config, tls.replace("RequireAndVerify", "RequireAny"));
      Thread.sleep(LOOKED_MILLIS);
      assertThat(curl(exporter, "ca", certificate("stranger")).text()).isEqualTo("200");
      refusesToTalk(curl(exporter, "ca"), "certificate");
      Files.writeString(
          config, tls.replace("RequireAndVerifyClientCert", "VerifyClientCertIfGiven"));
      Thread.sleep(LOOKED_MILLIS);
      assertThat(curl(exporter, "ca").text()).isEqualTo("200");
      refusesToTalk(curl(exporter, "ca", certificate("stranger")), "certificate");
    }
  }

  @Test
  void speaksNoOldTlsAndServesANewCertificate() throws Exception {
    Certificates.authority(dir, "new");
    keys.issue("new", "next", "RSA -pkeyopt rsa_keygen_bits:2048", "IP:127.0.0.1");
    try (RunningExporter exporter =
        start("tls_server_config: {cert_file: guestkit.pem, key_file: guestkit.key}")) {
      String[] old = {"--tlsv1.0", "--tls-max", "1.1", "--ciphers", "DEFAULT@SECLEVEL=0"};
      refusesToTalk(curl(exporter, "ca", old), "version");
      assertThat(curl(exporter, "ca", "--tls-max", "1.2").text()).isEqualTo("200");
      assertThat(curl(exporter, "ca", "--tlsv1.3").text()).isEqualTo("200");

      keys.openssl("cp next.pem guestkit.pem; cp next.key guestkit.key");
      Thread.sleep(LOOKED_MILLIS);
      assertThat(curl(exporter, "new").text()).isEqualTo("200");
      assertThat(curl(exporter, "ca").err()).contains("certificate");

      keys.openssl("echo > guestkit.pem");
      Thread.sleep(LOOKED_MILLIS);
      assertThat(curl(exporter, "new").text()).isEqualTo("200");
      assertThat(exporter.log()).contains("guestkit.pem: holds no certificate in PEM");
    }
  }

  @Test
  void asksForALoginAtEveryPathInTheSameTimeForEveryName() throws Exception {
    String hash = Tool.run("perl", "-e", "print crypt('s3cr:et', '$2b$10$abcdefghijklmnopqrstuu')");
    try (RunningExporter exporter =
        start("basic_auth_users: {bob: '%s'}".formatted(hash), "--log.level=debug")) {
      for (String path :
          List.of("/", "/metrics", "/probe?target=/", "/sd", "/-/healthy", "/-/reload", "/no")) {
        HttpResponse<String> answer = exporter.get(path);
        assertThat(answer.statusCode()).as(path).isEqualTo(401);
        assertThat(answer.headers().firstValue("WWW-Authenticate")).hasValue("Basic");
        assertThat(answer.body()).hasLineCount(1);
        assertThat(exporter.send("POST", path).statusCode()).as(path).isEqualTo(401);
      }
      exporter.body("/metrics", "Authorization", basic("bob:s3cr:et"));
      long remembered = median(exporter, 200, "bob:s3cr:et", false);
      long wrong = median(exporter, 401, "bob:wrong", true);
      long unknown = median(exporter, 401, "nobody:wrong", true);
      assertThat(unknown).isBetween(wrong / 2, wrong * 2);
      assertThat(remembered).isLessThan(Math.min(wrong, unknown) / 2);
      assertThat(exporter.log()).doesNotContain("s3cr", "wrong", basic("bob:s3cr:et"), "Basic ");
    }
  }

  private static String basic(String pair) {
    return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
  }

  /** Returns how long a request with a login takes, in nanoseconds. */
  private static long median(RunningExporter exporter, int status, String pair, boolean isNew)
      throws Exception {
    long[] took = new long[TIMED];
    for (int i = 0; i < TIMED; i++) {
      String login = basic(isNew ? pair + i : pair);
      long start = System.nanoTime();
      int answered = exporter.get("/-/healthy", "Authorization", login).statusCode();
      took[i] = System.nanoTime() - start;
      assertThat(answered).isEqualTo(status);
    }
    Arrays.sort(took);
    return took[TIMED / 2];
  }

  @Test
  void saysWhatIsWrongWithTheFile() throws Exception {
    Path config = RunningExporter.config(dir, Map.of("golden", dir));
    Path good = webConfig("tls_server_config: {cert_file: guestkit.pem, key_file: guestkit.key}");
    Path broken = dir.resolve("broken.yml");
    Files.writeString(broken, "tls_server_config:\n  cert_file: none.pem\n  key_file: none.key\n");

    assertThat(run(config, good, "--config.check").text())
        .isEqualTo(config + ": valid, 1 root\n" + good + ": valid\n");
    for (String[] flags : new String[][] {{}, {"--config.check"}}) {
      Cli.Result result = run(config, broken, flags);
      assertThat(result.exit()).isEqualTo(1);
      assertThat(result.text()).isEmpty();
      assertThat(result.err())
          .isEqualTo(
              "guestkit-exporter: %s:2: cert_file none.pem: no such file\n".formatted(broken));
    }
    assertThat(run(config, dir.resolve("none.yml")).err()).contains("none.yml: no such file");
  }

  private static Cli.Result run(Path config, Path web, String... flags) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Archive.launcher("guestkit-exporter").toString());
    command.addAll(List.of("--config.file=" + config, "--web.config.file=" + web));
    command.addAll(List.of(flags));
    return Cli.run(command);
  }
}
