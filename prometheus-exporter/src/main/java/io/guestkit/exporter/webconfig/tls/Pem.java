package io.guestkit.exporter.webconfig.tls;

import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * One block of PEM. Source: RFC 7468, and RFC 1421 for the headers of encrypted keys.
 *
 * @param type what stands after BEGIN
 * @param encrypted whether its headers say that it is
 * @param content its bytes, DER
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Pem(String type, boolean encrypted, byte[] content) {
  private static final String BEGIN = "-----BEGIN ";
  private static final String END = "-----END ";
  private static final String DASHES = "-----";

  /** Returns the blocks of a text; what stands between them is for people. */
  static List<Pem> blocks(String text) throws PemException {
    List<Pem> blocks = new ArrayList<>();
    String type = "";
    boolean encrypted = false;
    StringBuilder base64 = new StringBuilder();
    for (String line : text.lines().map(String::strip).toList()) {
      if (line.startsWith(BEGIN) && line.endsWith(DASHES)) {
        type = line.substring(BEGIN.length(), line.length() - DASHES.length());
        encrypted = false;
        base64.setLength(0);
      } else if (!type.isEmpty() && line.startsWith(END)) {
        if (!line.equals(END + type + DASHES)) {
          throw new PemException("the end of its %s is missing".formatted(type));
        }
        blocks.add(new Pem(type, encrypted, bytes(type, base64)));
        type = "";
      } else if (line.indexOf(':') >= 0) {
        encrypted |= line.startsWith("Proc-Type:") && line.contains("ENCRYPTED");
      } else if (!type.isEmpty()) {
        base64.append(line);
      }
    }
    if (!type.isEmpty()) {
      throw new PemException("the end of its %s is missing".formatted(type));
    }
    return blocks;
  }

  private static byte[] bytes(String type, StringBuilder base64) throws PemException {
    try {
      return Base64.getDecoder().decode(base64.toString());
    } catch (IllegalArgumentException e) {
      throw new PemException("its %s is no base64".formatted(type));
    }
  }

  /** Returns the certificates of a text, in their order; there is one at least. */
  static List<X509Certificate> certificates(String text) throws PemException {
    List<X509Certificate> certificates = new ArrayList<>();
    for (Pem block : blocks(text)) {
      if (block.type.equals("CERTIFICATE")) {
        certificates.add(block.certificate(certificates.size() + 1));
      }
    }
    if (certificates.isEmpty()) {
      throw new PemException("holds no certificate in PEM");
    }
    return certificates;
  }

  private X509Certificate certificate(int number) throws PemException {
    try {
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(content));
    } catch (CertificateException e) {
      throw new PemException("certificate %d cannot be read".formatted(number));
    }
  }
}
