package io.guestkit.terraform.process;

import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/**
 * What Terraform says by environment variables when it starts a provider, and the line that the
 * provider answers on its standard output: go-plugin's handshake.
 *
 * @param client the certificate that the client will show, in DER; or empty where the connection is
 *     plain
 * @param asksForMultiplexing whether the line says if one connection carries several brokers
 */
public record Handshake(Optional<byte[]> client, boolean asksForMultiplexing) {
  /** The variable by which a plugin knows that Terraform starts it. */
  public static final String COOKIE = "TF_PLUGIN_MAGIC_COOKIE";

  /** Its value, the same for all providers. */
  public static final String COOKIE_VALUE =
      "d602bf8f470bc67ca7faa0386276bbdd4330efaf76d1a219cb4d6991ca9872b2";

  /** The protocol versions that the host speaks, separated by commas. */
  public static final String VERSIONS = "PLUGIN_PROTOCOL_VERSIONS";

  /** The client's certificate as PEM. */
  public static final String CLIENT_CERTIFICATE = "PLUGIN_CLIENT_CERT";

  /** Set where the host knows of multiplexing. */
  public static final String MULTIPLEX = "PLUGIN_MULTIPLEX_GRPC";

  /** Of go-plugin's own protocol. */
  private static final String CORE_VERSION = "1";

  private static final String PROTOCOL_VERSION = "6";
  private static final String PEM_BEGIN = "-----BEGIN CERTIFICATE-----";
  private static final String PEM_END = "-----END CERTIFICATE-----";

  /**
   * Reads the environment.
   *
   * @throws StartException if it is not Terraform that starts the provider, or one that speaks
   *     other versions
   */
  public static Handshake of(Map<String, String> environment) throws StartException {
    if (!COOKIE_VALUE.equals(environment.get(COOKIE))) {
      throw new StartException(
          "this is a Terraform provider, which terraform starts itself: install it where terraform"
              + " init finds it and name guestkit/guestkit in required_providers, see"
              + " docs/terraform.md or --help");
    }
    String versions = environment.getOrDefault(VERSIONS, PROTOCOL_VERSION);
    if (!(',' + versions.replace(" ", "") + ',').contains(',' + PROTOCOL_VERSION + ',')) {
      throw new StartException(
          "this Terraform speaks version %s of the plugin protocol, the provider speaks %s; use Terraform 1.0 or later"
              .formatted(versions, PROTOCOL_VERSION));
    }
    return new Handshake(
        certificate(environment.getOrDefault(CLIENT_CERTIFICATE, "")),
        !environment.getOrDefault(MULTIPLEX, "").isEmpty());
  }

  /** Only decodes: TLS parses it again where it is shown, and at the start time matters. */
  private static Optional<byte[]> certificate(String pem) throws StartException {
    if (pem.isEmpty()) {
      return Optional.empty();
    }
    int start = pem.indexOf(PEM_BEGIN);
    int end = pem.indexOf(PEM_END);
    try {
      if (start >= 0 && end > start) {
        return Optional.of(
            Base64.getMimeDecoder().decode(pem.substring(start + PEM_BEGIN.length(), end)));
      }
    } catch (IllegalArgumentException e) {
      // told below
    }
    throw new StartException(
        CLIENT_CERTIFICATE + " holds no certificate: it is Terraform that sets it");
  }

  /**
   * Returns the line, without its end.
   *
   * @param server the server's certificate; empty where the connection is plain
   */
  public String line(int port, Optional<X509Certificate> server)
      throws CertificateEncodingException {
    StringBuilder line = new StringBuilder(1024);
    line.append(CORE_VERSION).append('|').append(PROTOCOL_VERSION);
    line.append("|tcp|127.0.0.1:").append(port).append("|grpc|");
    if (server.isPresent()) {
      line.append(Base64.getEncoder().withoutPadding().encodeToString(server.get().getEncoded()));
    }
    if (asksForMultiplexing) {
      line.append("|false");
    }
    return line.toString();
  }
}
