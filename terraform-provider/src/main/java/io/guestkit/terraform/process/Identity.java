package io.guestkit.terraform.process;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;

/**
 * A key and the certificate that it signed for itself, made for one connection and kept in memory.
 * The other side takes this certificate and no other, so nothing that it says is proof of anything;
 * it says what TLS libraries ask for. Source: RFC 5280, 4.1 and 4.2; RFC 5480; RFC 5758.
 *
 * @param key the private key
 * @param certificate of the public key
 */
public record Identity(PrivateKey key, X509Certificate certificate) {
  /** The name that go-plugin's client asks for. */
  private static final String NAME = "localhost";

  /** The clocks of one host agree; 5 minutes for one that is being set. */
  private static final Duration BEFORE = Duration.ofMinutes(5);

  /** A year: no run of Terraform is longer. */
  private static final Duration AFTER = Duration.ofDays(365);

  private static final byte[] ECDSA_WITH_SHA384 =
      Der.sequence(Der.objectIdentifier(1, 2, 840, 10045, 4, 3, 3));
  private static final byte[] COMMON_NAME = Der.objectIdentifier(2, 5, 4, 3);

  /**
   * Makes an identity.
   *
   * @param curve a name of JDK's, such as secp384r1
   */
  public static Identity create(String curve) throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec(curve));
    KeyPair pair = generator.generateKeyPair();
    byte[] statement = statement(pair.getPublic().getEncoded(), Instant.now());
    Signature signature = Signature.getInstance("SHA384withECDSA");
    signature.initSign(pair.getPrivate());
    signature.update(statement);
    byte[] certificate = Der.sequence(statement, ECDSA_WITH_SHA384, Der.bits(0, signature.sign()));
    return new Identity(
        pair.getPrivate(),
        (X509Certificate)
            CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(certificate)));
  }

  /** TBSCertificate: what is signed. */
  private static byte[] statement(byte[] publicKeyInfo, Instant now) {
    byte[] name = Der.sequence(Der.set(Der.sequence(COMMON_NAME, Der.utf8(NAME))));
    BigInteger serial = new BigInteger(127, new SecureRandom()).setBit(126);
    return Der.sequence(
        Der.tagged(0xa0, Der.integer(BigInteger.TWO)), // [0] version 3
        Der.integer(serial),
        ECDSA_WITH_SHA384,
        name,
        Der.sequence(Der.time(now.minus(BEFORE)), Der.time(now.plus(AFTER))),
        name,
        publicKeyInfo,
        Der.tagged(0xa3, extensions())); // [3]
  }

  private static byte[] extensions() {
    byte[] isAuthority = Der.sequence(Der.booleanTrue());
    byte[] signsDataAndCertificates = Der.bits(2, new byte[] {(byte) 0x84});
    byte[] servesAndAsks =
        Der.sequence(
            Der.objectIdentifier(1, 3, 6, 1, 5, 5, 7, 3, 1),
            Der.objectIdentifier(1, 3, 6, 1, 5, 5, 7, 3, 2));
    byte[] hostName =
        Der.sequence(Der.tagged(0x82, NAME.getBytes(StandardCharsets.US_ASCII))); // dNSName
    return Der.sequence(
        critical(19, isAuthority), // basicConstraints
        critical(15, signsDataAndCertificates), // keyUsage
        Der.sequence(Der.objectIdentifier(2, 5, 29, 37), Der.octets(servesAndAsks)), // extKeyUsage
        Der.sequence(Der.objectIdentifier(2, 5, 29, 17), Der.octets(hostName))); // subjectAltName
  }

  private static byte[] critical(int extension, byte[] value) {
    return Der.sequence(
        Der.objectIdentifier(2, 5, 29, extension), Der.booleanTrue(), Der.octets(value));
  }
}
