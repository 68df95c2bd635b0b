package io.guestkit.terraform.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.guestkit.testing.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdentityTest {

  @Test
  void isASelfSignedCertificateOfLocalhost() throws GeneralSecurityException {
    X509Certificate certificate = Identity.create("secp384r1").certificate();

    certificate.checkValidity();
    certificate.verify(certificate.getPublicKey());
    assertThat(certificate.getVersion()).isEqualTo(3);
    assertThat(certificate.getSubjectX500Principal().getName()).isEqualTo("CN=localhost");
    assertThat(certificate.getIssuerX500Principal())
        .isEqualTo(certificate.getSubjectX500Principal());
    assertThat(certificate.getSubjectAlternativeNames()).containsExactly(List.of(2, "localhost"));
    assertThat(certificate.getBasicConstraints()).isEqualTo(Integer.MAX_VALUE);
    assertThat(certificate.getExtendedKeyUsage())
        .containsExactly("1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.2");
    boolean[] usage = certificate.getKeyUsage();
    assertThat(usage[0] && usage[5]).as("digitalSignature, keyCertSign").isTrue();
    assertThat(certificate.getSerialNumber().signum()).isPositive();
    assertThat(certificate).isNotEqualTo(Identity.create("secp384r1").certificate());
  }

  @Test
  void isTakenByOpenSsl(@TempDir Path folder) throws IOException, GeneralSecurityException {
    Tool.require("openssl");
    Path file = folder.resolve("certificate.pem");
    X509Certificate certificate = Identity.create("secp384r1").certificate();
    Files.writeString(file, pem(certificate));

    assertThat(
            Tool.run(
                "openssl",
                "verify",
                "-x509_strict",
                "-purpose",
                "sslserver",
                "-verify_hostname",
                "localhost",
                "-CAfile",
                file.toString(),
                file.toString()))
        .endsWith(": OK\n");
    assertThat(Tool.run("openssl", "x509", "-in", file.toString(), "-noout", "-text"))
        .contains("NIST CURVE: P-384")
        .contains("DNS:localhost")
        .contains("CA:TRUE")
        .contains("Digital Signature, Certificate Sign")
        .contains("TLS Web Server Authentication, TLS Web Client Authentication");
  }

  private static String pem(X509Certificate certificate) throws GeneralSecurityException {
    return "-----BEGIN CERTIFICATE-----\n"
        + Base64.getMimeEncoder().encodeToString(certificate.getEncoded())
        + "\n-----END CERTIFICATE-----\n";
  }

  @Test
  void isRecognisedByEqualityAlone() throws GeneralSecurityException, StartException {
    X509Certificate own = Identity.create("secp521r1").certificate();
    X509Certificate other = Identity.create("secp521r1").certificate();
    Handshake handshake =
        Handshake.of(
            Map.of(
                Handshake.COOKIE, Handshake.COOKIE_VALUE, Handshake.CLIENT_CERTIFICATE, pem(own)));
    assertThat(handshake.client().orElseThrow()).isEqualTo(own.getEncoded());
    PinnedPeer peer = new PinnedPeer(handshake.client().orElseThrow());

    peer.checkClientTrusted(new X509Certificate[] {own}, "EC");
    assertThatExceptionOfType(CertificateException.class)
        .isThrownBy(() -> peer.checkClientTrusted(new X509Certificate[] {other, own}, "EC"));
  }
}
