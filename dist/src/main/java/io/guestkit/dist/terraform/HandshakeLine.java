package io.guestkit.dist.terraform;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * The first line of a provider's standard output.
 *
 * @param fields what stands between the bars
 */
public record HandshakeLine(List<String> fields) {
  /** Core version, protocol version, network, address, protocol, certificate; multiplexing. */
  private static final int MIN_FIELDS = 6;

  /**
   * Parses the line.
   *
   * @throws IOException if it is none
   */
  static HandshakeLine parse(String line) throws IOException {
    List<String> fields = List.of(line.split("\\|", -1));
    if (fields.size() < MIN_FIELDS || !fields.get(2).equals("tcp")) {
      throw new IOException("not a handshake: " + line);
    }
    return new HandshakeLine(fields);
  }

  /** Returns the host that the provider listens on. */
  public String host() {
    return fields.get(3).substring(0, fields.get(3).lastIndexOf(':'));
  }

  /** Returns the port. */
  public int port() {
    return Integer.parseInt(fields.get(3).substring(host().length() + 1));
  }

  /** Returns the provider's certificate, or empty where the connection is plain. */
  public Optional<X509Certificate> certificate() throws CertificateException {
    if (fields.get(5).isEmpty()) {
      return Optional.empty();
    }
    byte[] der = Base64.getDecoder().decode(fields.get(5));
    return Optional.of(
        (X509Certificate)
            CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(der)));
  }
}
