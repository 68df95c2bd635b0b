package io.guestkit.exporter.webconfig.tls;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/**
 * Private keys in PEM: RSA, ECDSA and Ed25519, in PKCS #8 (RFC 5958), PKCS #1 (RFC 8017, A.1.2) and
 * SEC 1 (RFC 5915).
 */
final class PrivateKeys {
  /** Source: RFC 8410, 3. */
  private static final ASN1ObjectIdentifier ED25519 = new ASN1ObjectIdentifier("1.3.101.112");

  private PrivateKeys() {}

  /** Returns the first key of a text. */
  static PrivateKey read(String text) throws PemException {
    for (Pem block : Pem.blocks(text)) {
      if (block.encrypted() || block.type().equals("ENCRYPTED PRIVATE KEY")) {
        throw new PemException(
            "is encrypted, and nothing could ask for its password here; decrypt it with openssl"
                + " pkey");
      }
      if (block.type().endsWith("PRIVATE KEY")) {
        return key(block);
      }
    }
    throw new PemException("holds no private key in PEM");
  }

  private static PrivateKey key(Pem block) throws PemException {
    try {
      PrivateKeyInfo key = info(block);
      return KeyFactory.getInstance(algorithm(key))
          .generatePrivate(new PKCS8EncodedKeySpec(key.getEncoded()));
    } catch (GeneralSecurityException
        | IOException
        | RuntimeException e) { // broken DER is some of each to Bouncy Castle
      throw new PemException("its %s cannot be read".formatted(block.type()));
    }
  }

  private static PrivateKeyInfo info(Pem block) throws IOException, PemException {
    return switch (block.type()) {
      case "PRIVATE KEY" -> PrivateKeyInfo.getInstance(block.content());
      case "RSA PRIVATE KEY" ->
          wrap(
              PKCSObjectIdentifiers.rsaEncryption,
              DERNull.INSTANCE,
              org.bouncycastle.asn1.pkcs.RSAPrivateKey.getInstance(block.content()));
      case "EC PRIVATE KEY" -> {
        ECPrivateKey key = ECPrivateKey.getInstance(block.content());
        yield wrap(X9ObjectIdentifiers.id_ecPublicKey, key.getParametersObject(), key);
      }
      default ->
          throw new PemException(
              "its key is a %s; write it as PKCS #8 with openssl pkey".formatted(block.type()));
    };
  }

  private static PrivateKeyInfo wrap(
      ASN1ObjectIdentifier algorithm, ASN1Encodable parameters, ASN1Encodable key)
      throws IOException {
    return new PrivateKeyInfo(new AlgorithmIdentifier(algorithm, parameters), key);
  }

  private static String algorithm(PrivateKeyInfo key) throws PemException {
    ASN1ObjectIdentifier algorithm = key.getPrivateKeyAlgorithm().getAlgorithm();
    if (algorithm.equals(PKCSObjectIdentifiers.rsaEncryption)) {
      return "RSA";
    } else if (algorithm.equals(X9ObjectIdentifiers.id_ecPublicKey)) {
      return "EC";
    } else if (algorithm.equals(ED25519)) {
      return "Ed25519";
    }
    throw new PemException(
        "its key is of the algorithm %s; RSA, ECDSA and Ed25519 are known".formatted(algorithm));
  }

  /** Returns whether what a private key signs, a public one finds right. */
  static boolean belong(PrivateKey key, PublicKey certified) {
    byte[] message = {1};
    try {
      Signature signature = Signature.getInstance(signature(key));
      signature.initSign(key);
      signature.update(message);
      byte[] signed = signature.sign();
      signature.initVerify(certified);
      signature.update(message);
      return signature.verify(signed);
    } catch (GeneralSecurityException e) { // keys of two algorithms, or of two lengths
      return false;
    }
  }

  private static String signature(PrivateKey key) {
    return switch (key.getAlgorithm()) {
      case "RSA" -> "SHA256withRSA";
      case "EC" -> "SHA256withECDSA";
      default -> "Ed25519";
    };
  }
}
