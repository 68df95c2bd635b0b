package io.guestkit.exporter.webconfig;

import static org.assertj.core.api.Assertions.assertThat;

import io.guestkit.exporter.config.ConfigException;
import io.guestkit.exporter.log.Log;
import io.guestkit.exporter.log.LogFormat;
import io.guestkit.exporter.log.LogLevel;
import io.guestkit.exporter.webconfig.login.Admission;
import io.guestkit.testing.Certificates;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens to a web configuration while it is in use. */
class WebConfigTest {
  private static final String USERS =
      "basic_auth_users: {bob: $2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW}\n";

  /** 20 ms: the time of a file goes in ticks of 4. */
  private static final long TICK_MILLIS = 20;

  private static final String BOB = "Basic Ym9iOlUqVQ==";

  @TempDir Path dir;

  private final ByteArrayOutputStream logged = new ByteArrayOutputStream();

  private WebConfig open(Path file) throws ConfigException {
    PrintStream out = new PrintStream(logged, true, StandardCharsets.UTF_8);
    return new WebConfig(file, Log.to(out, LogLevel.INFO, LogFormat.LOGFMT), 0);
  }

  private String log() {
    return logged.toString(StandardCharsets.UTF_8);
  }

  /** Writes a file at a time of its own. */
  private Path write(String yaml) throws IOException, InterruptedException {
    Thread.sleep(TICK_MILLIS);
    return Files.writeString(dir.resolve("web.yml"), yaml);
  }

  @Test
  void readsAgainWhatWasChangedAndKeepsWhatCanBeUsed() throws Exception {
    Path file = write(USERS);
    WebConfig web = open(file);
    assertThat(web.isTls()).isFalse();
    assertThat(web.admit(null)).isEqualTo(Admission.REFUSED);
    assertThat(web.admit(BOB)).isEqualTo(Admission.ADMITTED);

    write(USERS.replace("bob", "bib") + "# another length");
    assertThat(web.admit(BOB)).isEqualTo(Admission.REFUSED);
    assertThat(log()).contains("level=info msg=\"Web configuration read again\"").hasLineCount(1);

    write("basic_auth_users: {bob: x}");
    assertThat(web.admit(null)).isEqualTo(Admission.REFUSED);
    Thread.sleep(TICK_MILLIS);
    assertThat(web.admit(BOB)).isEqualTo(Admission.REFUSED);
    assertThat(log()).contains("level=error", "web.yml:1: the hash of user bob").hasLineCount(2);

    write("http_server_config: {headers: {X-Frame-Options: deny}}");
    assertThat(web.admit(null)).isEqualTo(Admission.ADMITTED);
    assertThat(web.headers()).containsEntry("X-Frame-Options", "deny");
    assertThat(log()).hasLineCount(3);
  }

  @Test
  void takesNewCertificatesWhenTheyFitAndLeavesTlsOn() throws Exception {
    Certificates made = Certificates.authority(dir, "ca");
    made.openssl("cp ca.pem cert.pem; cp ca.key cert.key");
    Certificates.authority(dir, "new");
    WebConfig web = open(write("tls_server_config: {cert_file: cert.pem, key_file: cert.key}\n"));
    Object before = web.context();
    assertThat(web.isTls()).isTrue();

    made.openssl("cp new.pem cert.pem");
    Thread.sleep(TICK_MILLIS);
    assertThat(web.context()).isSameAs(before);
    assertThat(log()).contains("is not that of its certificate").hasLineCount(1);

    made.openssl("cp new.key cert.key");
    Thread.sleep(TICK_MILLIS);
    Object after = web.context();
    assertThat(after).isNotSameAs(before);

    write(USERS);
    assertThat(web.context()).isSameAs(after);
    assertThat(web.admit(null)).isEqualTo(Admission.ADMITTED);
    assertThat(log()).contains("TLS cannot be switched on or off while the exporter runs");
  }
}
