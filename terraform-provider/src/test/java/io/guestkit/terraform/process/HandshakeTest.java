package io.guestkit.terraform.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HandshakeTest {
  private static final String COOKIE =
      "d602bf8f470bc67ca7faa0386276bbdd4330efaf76d1a219cb4d6991ca9872b2";

  private static Handshake of(String... variables) throws StartException {
    Map<String, String> environment = new HashMap<>();
    environment.put("TF_PLUGIN_MAGIC_COOKIE", COOKIE);
    for (int i = 0; i < variables.length; i += 2) {
      environment.put(variables[i], variables[i + 1]);
    }
    return Handshake.of(environment);
  }

  @Test
  void saysWhereThePlainServerIs() throws StartException, GeneralSecurityException {
    assertThat(of().line(4711, Optional.empty())).isEqualTo("1|6|tcp|127.0.0.1:4711|grpc|");
    assertThat(of("PLUGIN_CLIENT_CERT", "").client()).isEmpty();
  }

  @Test
  void saysNoToMultiplexingWhereItIsAsked() throws StartException, GeneralSecurityException {
    assertThat(of("PLUGIN_MULTIPLEX_GRPC", "true").line(1, Optional.empty()))
        .isEqualTo("1|6|tcp|127.0.0.1:1|grpc||false");
  }

  @Test
  void showsTheCertificateWithoutPadding() throws StartException, GeneralSecurityException {
    Identity identity = Identity.create("secp384r1");
    String line = of().line(1, Optional.of(identity.certificate()));
    String shown = line.substring(line.lastIndexOf('|') + 1);
    assertThat(shown).doesNotContain("=");
    assertThat(Base64.getDecoder().decode(shown)).isEqualTo(identity.certificate().getEncoded());
  }

  @ParameterizedTest
  @ValueSource(strings = {"6", "5,6", "6,5", "7,6,5", "5, 6"})
  void takesAnyListWithItsVersion(String versions) throws StartException {
    assertThat(of("PLUGIN_PROTOCOL_VERSIONS", versions).client()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "5", "4,5", "16", "60"})
  void refusesOtherVersions(String versions) {
    assertThatExceptionOfType(StartException.class)
        .isThrownBy(() -> of("PLUGIN_PROTOCOL_VERSIONS", versions))
        .withMessageContaining("plugin protocol");
  }

  @Test
  void refusesWhoeverIsNotTerraform() {
    assertThatExceptionOfType(StartException.class)
        .isThrownBy(() -> Handshake.of(Map.of()))
        .withMessageContaining("terraform init");
    assertThatExceptionOfType(StartException.class)
        .isThrownBy(() -> of("TF_PLUGIN_MAGIC_COOKIE", "another"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "AAAA",
        "-----BEGIN CERTIFICATE-----\nAAAA\n",
        "-----END CERTIFICATE----------BEGIN CERTIFICATE-----",
        "-----BEGIN CERTIFICATE-----\nA\n-----END CERTIFICATE-----"
      })
  void refusesACertificateThatIsNone(String pem) {
    assertThatExceptionOfType(StartException.class)
        .isThrownBy(() -> of("PLUGIN_CLIENT_CERT", pem))
        .withMessageContaining("PLUGIN_CLIENT_CERT");
  }
}
