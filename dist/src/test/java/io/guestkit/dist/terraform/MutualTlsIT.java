package io.guestkit.dist.terraform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.guestkit.dist.Archive;
import io.guestkit.terraform.process.Identity;
import io.guestkit.terraform.process.OwnKey;
import io.guestkit.testing.Cli;
import io.guestkit.testing.Tool;
import java.io.IOException;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Only who has the key of the certificate that started the provider is let in. */
class MutualTlsIT {
  private static ProviderProcess process;

  @BeforeAll
  static void start() throws IOException, GeneralSecurityException {
    process =
        ProviderProcess.start(
            List.of(Archive.launcher("terraform-provider-guestkit").toString()), Map.of());
  }

  @AfterAll
  static void end() {
    process.close();
  }

  /** What a stranger on this host may try: it takes any server. */
  private static final class Trusting implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }

  private static SSLSocket connect(KeyManager @Nullable [] keys)
      throws IOException, GeneralSecurityException {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys, new TrustManager[] {new Trusting()}, new SecureRandom());
    return (SSLSocket)
        context
            .getSocketFactory()
            .createSocket(InetAddress.getLoopbackAddress(), process.handshake().port());
  }

  private static KeyManager[] key(Identity identity) {
    return new KeyManager[] {new OwnKey(() -> identity)};
  }

  /** Returns the first byte of the provider, which in HTTP/2 tells its settings unasked. */
  private static int greet(SSLSocket socket) throws IOException {
    try (socket) {
      socket.setSoTimeout(10_000);
      SSLParameters parameters = socket.getSSLParameters();
      parameters.setApplicationProtocols(new String[] {"h2"});
      socket.setSSLParameters(parameters);
      socket.startHandshake();
      return socket.getInputStream().read();
    }
  }

  /** As an alert, or as the end of the connection where the alert comes too late to be read. */
  private static void assertRefused(KeyManager @Nullable [] keys) {
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> greet(connect(keys)))
        .isNotInstanceOf(SocketTimeoutException.class);
  }

  @Test
  void letsInWhoStartedIt() throws IOException, GeneralSecurityException {
    SSLSocket socket = connect(key(process.identity()));
    assertThat(greet(socket)).isNotNegative();
    assertThat(socket.getSession().getProtocol()).isIn("TLSv1.2", "TLSv1.3");
  }

  /** Another key under the same name: both say that they are localhost. */
  @Test
  void refusesACertificateOfTheSameName() throws IOException, GeneralSecurityException {
    Identity other = ProviderProcess.newIdentity();
    assertThat(other.certificate().getSubjectX500Principal())
        .isEqualTo(process.identity().certificate().getSubjectX500Principal());
    assertRefused(key(other));
  }

  /** The certificate is no secret to processes of the same user; its key is. */
  @Test
  void refusesTheCertificateWithoutItsKey() throws GeneralSecurityException {
    Identity stolen =
        new Identity(ProviderProcess.newIdentity().key(), process.identity().certificate());
    assertRefused(key(stolen));
  }

  @Test
  void refusesNoCertificate() {
    assertRefused(null);
  }

  /** The JDK itself disables them; OpenSSL can be told to try. */
  @ParameterizedTest
  @ValueSource(strings = {"-tls1", "-tls1_1"})
  void refusesOlderVersions(String version) throws IOException, InterruptedException {
    Tool.require("openssl");
    assertThat(openssl(version)).contains("alert protocol version").doesNotContain("BEGIN CERT");
    assertThat(openssl("-tls1_2")).contains("BEGIN CERT");
  }

  private static String openssl(String version) throws IOException, InterruptedException {
    String server = "127.0.0.1:" + process.handshake().port();
    Cli.Result result =
        Cli.run(
            List.of(
                "/usr/bin/openssl",
                "s_client",
                "-connect",
                server,
                version,
                "-cipher",
                "ALL:@SECLEVEL=0"));
    return result.text() + result.err();
  }
}
