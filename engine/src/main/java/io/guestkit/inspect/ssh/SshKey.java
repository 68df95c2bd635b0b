package io.guestkit.inspect.ssh;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A public key in the wire format of SSH, big-endian: a text of its type, then texts and numbers,
 * each after its length of 4 bytes. Sources: RFC 4253 6.6, RFC 5656 3.1, RFC 8709 4, OpenSSH's
 * PROTOCOL.certkeys and PROTOCOL.u2f.
 *
 * @param type as it is written before the key
 * @param fingerprint SHA256 of the key in base64; of a certificate, of the key that it is for
 * @param bits its length; null where the type is not known
 */
record SshKey(String type, String fingerprint, @Nullable Integer bits) {
  /** 64 KiB: the largest keys, RSA of 16,384 bits with a certificate, have 8 KiB. */
  private static final int MAX_BYTES = 64 << 10;

  private static final String CERTIFICATE = "-cert-v01@openssh.com";
  private static final int ED25519_BITS = 256;

  /**
   * Returns the key that a word of base64 is, or empty where it is none of that type.
   *
   * @param type the word before it
   */
  static Optional<SshKey> of(String type, String base64) {
    if (base64.length() > MAX_BYTES || type.isEmpty()) {
      return Optional.empty();
    }
    byte[] blob;
    try {
      blob = Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) { // the decoder's way to say that it is no base64
      return Optional.empty();
    }
    Fields fields = new Fields(blob);
    byte @Nullable [] name = fields.next();
    if (name == null || !Arrays.equals(name, type.getBytes(StandardCharsets.US_ASCII))) {
      return Optional.empty();
    }
    boolean isCertificate = type.endsWith(CERTIFICATE);
    String plain =
        isCertificate ? plainType(type.substring(0, type.length() - CERTIFICATE.length())) : type;
    if (isCertificate && fields.next() == null) { // the nonce
      return Optional.empty();
    }
    return key(type, plain, blob, fields, isCertificate);
  }

  /** Returns the type of the key in a certificate; those of security keys keep OpenSSH's name. */
  private static String plainType(String type) {
    return type.startsWith("sk-") ? type + "@openssh.com" : type;
  }

  private static Optional<SshKey> key(
      String type, String plain, byte[] blob, Fields fields, boolean isCertificate) {
    int count = fieldCount(plain);
    if (count == 0) {
      return isCertificate
          ? Optional.empty()
          : Optional.of(new SshKey(type, fingerprint(blob, 0, blob.length, ""), null));
    }
    int start = fields.at;
    byte @Nullable [] first = null;
    byte @Nullable [] second = null;
    for (int i = 0; i < count; i++) {
      byte @Nullable [] field = fields.next();
      if (field == null) {
        return Optional.empty();
      }
      first = i == 0 ? field : first;
      second = i == 1 ? field : second;
    }
    if (first == null || (!isCertificate && fields.at != blob.length)) {
      return Optional.empty();
    }
    int bits = bits(plain, first, second);
    return bits == 0
        ? Optional.empty()
        : Optional.of(new SshKey(type, fingerprint(blob, start, fields.at, plain), bits));
  }

  /** Returns how many fields a key of a type has after its type; 0 where the type is not known. */
  private static int fieldCount(String type) {
    return switch (type) {
      case "ssh-ed25519" -> 1;
      case "ssh-rsa", "sk-ssh-ed25519@openssh.com" -> 2;
      case "sk-ecdsa-sha2-nistp256@openssh.com" -> 3;
      case "ssh-dss" -> 4;
      default -> type.startsWith("ecdsa-sha2-nistp") ? 2 : 0;
    };
  }

  private static int bits(String type, byte[] first, byte @Nullable [] second) {
    if (type.endsWith("ed25519") || type.startsWith("sk-ssh-ed25519")) {
      return first.length == 32 ? ED25519_BITS : 0;
    }
    if (type.equals("ssh-rsa")) {
      return second == null ? 0 : bits(second);
    }
    if (type.equals("ssh-dss")) {
      return bits(first);
    }
    return switch (new String(first, StandardCharsets.US_ASCII)) {
      case "nistp256" -> 256;
      case "nistp384" -> 384;
      case "nistp521" -> 521;
      default -> 0;
    };
  }

  /** Returns the bits of a number of several bytes, zeros before it left out. */
  private static int bits(byte[] number) {
    for (int i = 0; i < number.length; i++) {
      int value = number[i] & 0xff;
      if (value != 0) {
        return (number.length - i) * 8 - (Integer.numberOfLeadingZeros(value) - 24);
      }
    }
    return 0;
  }

  /** Returns the fingerprint of a part of the bytes, after the text of a type where it is given. */
  private static String fingerprint(byte[] blob, int from, int to, String type) {
    MessageDigest sha256;
    try {
      sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
    if (!type.isEmpty()) {
      byte[] name = type.getBytes(StandardCharsets.US_ASCII);
      sha256.update(new byte[] {0, 0, 0, (byte) name.length});
      sha256.update(name);
    }
    sha256.update(blob, from, to - from);
    return "SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(sha256.digest());
  }

  /** The fields of a key, one after the other. */
  private static final class Fields {
    private final byte[] blob;
    private int at;

    Fields(byte[] blob) {
      this.blob = blob;
    }

    /** Returns the next field, or null where the bytes end before it does. */
    byte @Nullable [] next() {
      if (blob.length - at < 4) {
        return null;
      }
      int length =
          (blob[at] & 0xff) << 24
              | (blob[at + 1] & 0xff) << 16
              | (blob[at + 2] & 0xff) << 8
              | (blob[at + 3] & 0xff);
      if (length < 0 || length > blob.length - at - 4) {
        return null;
      }
      byte[] field = Arrays.copyOfRange(blob, at + 4, at + 4 + length);
      at += 4 + length;
      return field;
    }
  }
}
