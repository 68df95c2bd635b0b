package io.guestkit.exporter.webconfig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.guestkit.exporter.config.ConfigException;
import io.guestkit.exporter.webconfig.tls.TlsEndpoint;
import io.guestkit.testing.Certificates;
import io.guestkit.testing.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import javax.net.ssl.SSLParameters;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebConfigReaderTest {
  private static final String HASH = "$2b$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW";
  private static final String PAIR =
      "tls_server_config:\n  cert_file: ec.pem\n  key_file: ec.key\n";

  @TempDir static Path dir;

  @BeforeAll
  static void makeKeys() throws IOException {
    Certificates made = Certificates.authority(dir, "ca");
    made.issue("ca", "ec", "EC -pkeyopt ec_paramgen_curve:P-256", "DNS:localhost");
    made.issue("ca", "rsa", "RSA -pkeyopt rsa_keygen_bits:2048", "DNS:localhost");
    made.issue("ca", "ed25519", "ED25519", "DNS:localhost");
    made.openssl("openssl ec -in ec.key -out sec1.key; openssl ecparam -name prime256v1 > p.key");
    made.openssl(
        "cat p.key sec1.key > params.key; openssl rsa -in rsa.key -traditional > pkcs1.key");
    made.openssl("openssl pkcs8 -topk8 -in ec.key -passout pass:x -out locked8.key");
    made.openssl("openssl rsa -in rsa.key -aes128 -passout pass:x -traditional -out locked1.key");
    made.openssl(
        "openssl genpkey -algorithm X25519 -out x25519.key; cat ec.pem ca.pem > chain.pem");
    made.openssl("openssl dsaparam -genkey -noout 1024 > dsa.key 2>/dev/null; : > empty.pem");
    made.openssl(
        "head -c 200 ec.pem > cut.pem; head -c 90 ec.key > cut.key; sed '2s/./!/' ec.pem > odd.pem");
    Files.writeString(
        dir.resolve("bad.pem"), "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
    Files.writeString(
        dir.resolve("bad.key"),
        "-----BEGIN RSA PRIVATE KEY-----\nMAA=\n-----END RSA PRIVATE KEY-----\n");
    Files.writeString(
        dir.resolve("bad8.key"), "-----BEGIN PRIVATE KEY-----\nMAA=\n-----END PRIVATE KEY-----\n");
    Files.writeString(
        dir.resolve("badec.key"),
        "-----BEGIN EC PRIVATE KEY-----\nBQA=\n-----END EC PRIVATE KEY-----\n");
    Files.write(dir.resolve("large.pem"), new byte[(4 << 20) + 1]);
    Files.createDirectory(dir.resolve("folder"));
  }

  private static Path write(String yaml) throws IOException {
    return Files.writeString(dir.resolve("web.yml"), yaml);
  }

  private static WebSettings read(String yaml) throws IOException, ConfigException {
    return WebConfigReader.read(write(yaml), new HashMap<>());
  }

  private static SSLParameters parameters(String yaml) throws IOException, ConfigException {
    TlsEndpoint tls = Objects.requireNonNull(read(yaml).tls());
    return tls.newEngine().getSSLParameters();
  }

  @Test
  void readsUsersAndHeaders() throws Exception {
    WebSettings settings =
        read(
            """
            http_server_config:
              http2: false
              headers:
                X-Frame-Options: deny
                X-XSS-Protection: ""
                Strict-Transport-Security: max-age=31536000
            basic_auth_users:
              bob: HASH
              "équipe 2": HASH
            """
                .replace("HASH", HASH));

    assertThat(settings.tls()).isNull();
    assertThat(settings.headers())
        .isEqualTo(
            Map.of("X-Frame-Options", "deny", "Strict-Transport-Security", "max-age=31536000"));
    assertThat(settings.users()).isEqualTo(Map.of("bob", HASH, "équipe 2", HASH));
  }

  @Test
  void speaksTls12And13WithSafeSuitesByDefault() throws Exception {
    SSLParameters parameters = parameters(PAIR);

    assertThat(parameters.getProtocols()).containsExactlyInAnyOrder("TLSv1.3", "TLSv1.2");
    assertThat(parameters.getCipherSuites())
        .hasSize(9)
        .allMatch(suite -> suite.contains("GCM") || suite.contains("POLY1305"));
    assertThat(parameters.getUseCipherSuitesOrder()).isTrue();
    assertThat(parameters.getNeedClientAuth()).isFalse();
    assertThat(parameters.getWantClientAuth()).isFalse();
  }

  @Test
  void takesWhatIsChosenOfTls() throws Exception {
    SSLParameters parameters =
        parameters(
            PAIR
                + """
                  min_version: TLS12
                  max_version: TLS12
                  cipher_suites:
                    - TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA
                    - TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256
                  prefer_server_cipher_suites: false
                  curve_preferences: [CurveP384, X25519]
                  client_auth_type: RequireAndVerifyClientCert
                  client_ca_file: ca.pem
                  client_allowed_sans: [prom.example, "2001:db8::1"]
                """);

    assertThat(parameters.getProtocols()).containsExactly("TLSv1.2");
    assertThat(parameters.getCipherSuites())
        .endsWith("TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA", "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256");
    assertThat(parameters.getUseCipherSuitesOrder()).isFalse();
    assertThat(parameters.getNamedGroups()).containsExactly("secp384r1", "x25519");
    assertThat(parameters.getNeedClientAuth()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "NoClientCert,               false, false",
    "RequestClientCert,          true,  false",
    "RequireAnyClientCert,       false, true",
    "RequireClientCert,          false, true",
    "VerifyClientCertIfGiven,    true,  false",
    "RequireAndVerifyClientCert, false, true"
  })
  void asksForCertificates(String type, boolean wants, boolean needs) throws Exception {
    String authority = type.equals("NoClientCert") ? "" : "  client_ca_file: ca.pem\n";
    SSLParameters parameters =
        parameters(PAIR + authority + "  client_auth_type: %s\n".formatted(type));

    assertThat(parameters.getWantClientAuth()).isEqualTo(wants);
    assertThat(parameters.getNeedClientAuth()).isEqualTo(needs);
  }

  @ParameterizedTest
  @CsvSource({
    "ec.pem, ec.key",
    "ec.pem, sec1.key",
    "ec.pem, params.key",
    "chain.pem, ec.key",
    "rsa.pem, rsa.key",
    "rsa.pem, pkcs1.key",
    "ed25519.pem, ed25519.key"
  })
  void readsKeysOfAllForms(String certificate, String key) throws Exception {
    Path folder = Files.createDirectories(dir.resolve("elsewhere"));
    Path file =
        Files.writeString(
            folder.resolve("web.yml"),
            "tls_server_config: {cert_file: ../%s, key_file: '%s'}\n"
                .formatted(certificate, dir.resolve(key)));
    Map<Path, FileStamp> stamps = new HashMap<>();

    assertThat(WebConfigReader.read(file, stamps).tls()).isNotNull();
    assertThat(stamps).hasSize(3).containsKeys(file, dir.resolve(key));
  }

  private static String inline(String key, String file) throws IOException {
    return "  " + key + ": |\n" + Files.readString(dir.resolve(file)).indent(4);
  }

  @Test
  void readsKeysInTheFileItself() throws Exception {
    String yaml =
        "tls_server_config:\n"
            + inline("cert", "ec.pem")
            + inline("key", "ec.key")
            + inline("client_ca", "ca.pem");
    assertThat(
            parameters(yaml + "  client_auth_type: VerifyClientCertIfGiven\n").getWantClientAuth())
        .isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          ``                                            | 1: the web configuration must be a mapping
          tls_config: {}                                | 1: unknown key 'tls_config'; known here: tls_server_config, http
          rate_limit: {interval: 1s, burst: 2}          | 1: unknown key 'rate_limit'
          tls_server_config: {}                         | 1: tls_server_config needs cert_file
          tls_server_config:~  min_version: TLS13       | tls_server_config needs cert_file
          tls_server_config: {cert_file: a}             | 1: tls_server_config needs key_file
          tls_server_config: {cert_file: a, cert: b}    | 1: give cert or cert_file, not both
          tls_server_config: {cert_files: a}            | 1: unknown key 'cert_files'; known here: cert_file, key_file
          PAIR  client_auth_type: Always                | 4: client_auth_type 'Always' is none of NoClientCert, RequestClientCert
          PAIR  client_auth_type: VerifyClientCertIfGiven | 1: client_auth_type VerifyClientCertIfGiven needs client_ca_file
          PAIR  client_auth_type: RequireAndVerifyClientCert | 1: client_auth_type RequireAndVerifyClientCert needs client_ca_file
          PAIR  client_ca_file: ca.pem                  | 1: client_ca_file needs a client_auth_type
          PAIR  client_allowed_sans: [a]                | 1: client_allowed_sans needs client_auth_type
          PAIR  client_allowed_sans: []                 | 4: client_allowed_sans names nobody
          PAIR  min_version: TLS10                      | 4: min_version: TLS before 1.2 is not spoken
          PAIR  max_version: TLS11                      | 4: max_version: TLS before 1.2 is not spoken
          PAIR  max_version: TLS14                      | 4: max_version 'TLS14' is none of TLS12, TLS13
          PAIR  min_version: TLS13~  max_version: TLS12 | 1: min_version is higher than max_version
          PAIR  cipher_suites: [TLS_RSA_WITH_RC4_128_SHA] | 4: cipher_suites: 'TLS_RSA_WITH_RC4_128_SHA' is not known
          PAIR  cipher_suites: [TLS_AES_128_GCM_SHA256]~  max_version: TLS12 | 1: cipher_suites has none for TLS 1.2
          PAIR  curve_preferences: [P256]               | 4: curve_preferences: 'P256' is none of X25519, CurveP256
          PAIR  prefer_server_cipher_suites: 1          | 4: prefer_server_cipher_suites must be true or false
          http_server_config: {http2: maybe}            | 1: http2 must be true or false
          http_server_config: {http3: true}             | 1: unknown key 'http3'
          http_server_config: {headers: {Server: x}}    | 1: the header Server cannot be set
          http_server_config: {headers: {X-Frame-Options: no}} | 1: X-Frame-Options must be text
          http_server_config: {headers: {X-Frame-Options: allow}} | 1: X-Frame-Options must be deny or sameorigin
          http_server_config: {headers: {X-XSS-Protection: "a\\nb"}} | 1: X-XSS-Protection must be one line of ASCII
          basic_auth_users: [bob]                       | 1: basic_auth_users must be a mapping
          basic_auth_users:~  bob: secret               | 2: the hash of user bob is none of bcrypt
          basic_auth_users:~  "b:b": HASH               | 2: the name of a user must not be empty, and have no colon
          basic_auth_users:~  bob: HASH~  bob: HASH     | 3: not YAML that can be read: Duplicate field 'bob'
          """)
  void refuses(String yaml, String sentence) throws Exception {
    Path file = write(yaml.replace("PAIR", PAIR).replace("HASH", HASH).replace("~", "\n"));

    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> WebConfigReader.read(file, new HashMap<>()))
        .withMessageStartingWith(file + ":")
        .withMessageContaining(sentence)
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n", HASH, "secret"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          none.pem   | ec.key      | :2: cert_file none.pem: no such file
          folder     | ec.key      | :2: cert_file folder: cannot be read: Is a directory
          large.pem  | ec.key      | :2: cert_file large.pem: is larger than 4 MiB
          empty.pem  | ec.key      | :2: cert_file empty.pem: holds no certificate in PEM
          ec.key     | ec.key      | :2: cert_file ec.key: holds no certificate in PEM
          cut.pem    | ec.key      | :2: cert_file cut.pem: the end of its CERTIFICATE is missing
          odd.pem    | ec.key      | :2: cert_file odd.pem: its CERTIFICATE is no base64
          bad.pem    | ec.key      | :2: cert_file bad.pem: certificate 1 cannot be read
          ec.pem     | none.key    | :3: key_file none.key: no such file
          ec.pem     | ca.pem      | :3: key_file ca.pem: holds no private key in PEM
          ec.pem     | cut.key     | :3: key_file cut.key: the end of its PRIVATE KEY is missing
          ec.pem     | locked8.key | :3: key_file locked8.key: is encrypted
          ec.pem     | locked1.key | :3: key_file locked1.key: is encrypted
          ec.pem     | dsa.key     | :3: key_file dsa.key: its key is of the algorithm 1.2.840.10040.4.1; RSA
          ec.pem     | x25519.key  | :3: key_file x25519.key: its key is of the algorithm 1.3.101.110; RSA
          ec.pem     | bad.key     | :3: key_file bad.key: its RSA PRIVATE KEY cannot be read
          ec.pem     | bad8.key    | :3: key_file bad8.key: its PRIVATE KEY cannot be read
          ec.pem     | badec.key   | :3: key_file badec.key: its EC PRIVATE KEY cannot be read
          ec.pem     | ca.key      | :1: the key of tls_server_config is not that of its certificate
          ec.pem     | rsa.key     | :1: the key of tls_server_config is not that of its certificate
          ec.pem     | ed25519.key | :1: the key of tls_server_config is not that of its certificate
          """)
  void refusesKeysThatCannotBeUsed(String certificate, String key, String sentence)
      throws Exception {
    Path file = write(PAIR.replace("ec.pem", certificate).replace("ec.key", key));

    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> WebConfigReader.read(file, new HashMap<>()))
        .withMessageStartingWith(file + sentence)
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n"));
  }

  @Test
  void doesNotRepeatWhatMayBeASecret() throws Exception {
    Path file = write("tls_server_config: {cert_file: ec.pem, key: topsecret}");

    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> WebConfigReader.read(file, new HashMap<>()))
        .withMessage(file + ":1: key: holds no private key in PEM");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http_server_config: {http2: true, headers: {X-Frame-Options: sameorigin}}",
        PAIR + "  min_version: TLS13\n  curve_preferences: [X25519, CurveP256]",
        PAIR + "  cipher_suites: [TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA, TLS_AES_128_GCM_SHA256]",
        PAIR + "  client_auth_type: RequireAndVerifyClientCert\n  client_ca_file: ca.pem",
        "basic_auth_users: {bob: " + HASH + "}",
      })
  void takesNothingThatPromtoolRefuses(String yaml) throws Exception {
    Path file = write(yaml);

    assertThat(WebConfigReader.read(file, new HashMap<>())).isNotNull();
    assertThat(Tool.shell("promtool check web-config '%s' 2>&1".formatted(file)))
        .contains("SUCCESS");
  }
}
