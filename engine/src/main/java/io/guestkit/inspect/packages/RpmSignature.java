package io.guestkit.inspect.packages;

import io.guestkit.block.CorruptImageException;
import io.guestkit.inspect.rpmdb.RpmHeader;
import io.guestkit.inspect.rpmdb.RpmTag;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The key that signed a package: the issuer that the first OpenPGP signature in its header names.
 * Bytes that are no such signature name none. Source: RFC 9580, 4.2 (packets), 5.2 (signature
 * packet), 5.2.3.12 (issuer key ID), 5.2.3.35 (issuer fingerprint).
 */
final class RpmSignature {
  /** Tags of signatures, in the order in which {@code rpm -qi} takes them. */
  private static final int[] TAGS = {
    RpmTag.DSA_HEADER, RpmTag.RSA_HEADER, RpmTag.SIG_GPG, RpmTag.SIG_PGP
  };

  private static final int SIGNATURE_PACKET = 2;
  private static final int ISSUER_KEY_ID = 16;
  private static final int ISSUER_FINGERPRINT = 33;
  private static final int KEY_ID_BYTES = 8;

  /** Bytes of a version 3 signature before its key ID: version, length, type and time. */
  private static final int V3_KEY_ID = 7;

  private RpmSignature() {}

  /** Returns the identifier of the key in 16 hexadecimal digits; empty where none is named. */
  static Optional<String> keyId(RpmHeader header) throws CorruptImageException {
    for (int tag : TAGS) {
      Optional<byte[]> signature = header.bytes(tag);
      if (signature.isPresent()) {
        return keyId(signature.get());
      }
    }
    Optional<String> base64 = header.string(RpmTag.OPENPGP);
    return base64.isPresent() ? keyId(decode(base64.get())) : Optional.empty();
  }

  private static byte[] decode(String base64) {
    try {
      return Base64.getMimeDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      return new byte[0]; // not base64, so no signature
    }
  }

  /** Returns the identifier that a signature packet names. */
  static Optional<String> keyId(byte[] packet) {
    ByteBuffer bytes = ByteBuffer.wrap(packet);
    if (bytes.remaining() < 2) {
      return Optional.empty();
    }
    int header = bytes.get() & 0xff;
    boolean oldFormat = (header & 0xc0) == 0x80;
    int type = oldFormat ? (header >> 2) & 0xf : header & 0x3f;
    ByteBuffer body = part(bytes, oldFormat ? oldLength(bytes, header & 3) : length(bytes));
    if ((header & 0x80) == 0 || type != SIGNATURE_PACKET || body == null || !body.hasRemaining()) {
      return Optional.empty();
    }
    int version = body.get(0) & 0xff;
    return switch (version) {
      case 2, 3 -> hex(body, V3_KEY_ID);
      case 4, 5 -> ofSubpackets(body, 2);
      case 6 -> ofSubpackets(body, 4);
      default -> Optional.empty();
    };
  }

  /** Looks through the hashed subpackets, then through the others. */
  private static Optional<String> ofSubpackets(ByteBuffer body, int lengthBytes) {
    body.position(Math.min(4, body.limit())); // version, type and the two algorithms
    Optional<String> fingerprint = Optional.empty();
    for (int area = 0; area < 2; area++) {
      ByteBuffer subpackets = part(body, number(body, lengthBytes));
      while (subpackets != null && subpackets.hasRemaining()) {
        ByteBuffer subpacket = part(subpackets, length(subpackets));
        if (subpacket == null || !subpacket.hasRemaining()) {
          return fingerprint;
        }
        int type = subpacket.get(0) & 0x7f;
        if (type == ISSUER_KEY_ID && subpacket.limit() == 1 + KEY_ID_BYTES) {
          return hex(subpacket, 1);
        }
        if (type == ISSUER_FINGERPRINT && fingerprint.isEmpty() && subpacket.limit() > 1) {
          // Of version 4 keys the identifier is the fingerprint's end, of later ones its start.
          boolean atEnd = subpacket.get(1) == 4;
          fingerprint = hex(subpacket, atEnd ? subpacket.limit() - KEY_ID_BYTES : 2);
        }
      }
    }
    return fingerprint;
  }

  private static Optional<String> hex(ByteBuffer bytes, int at) {
    if (at < 0 || bytes.limit() - at < KEY_ID_BYTES) {
      return Optional.empty();
    }
    byte[] id = new byte[KEY_ID_BYTES];
    bytes.get(at, id);
    return Optional.of(HexFormat.of().formatHex(id));
  }

  /** Takes so many bytes off as a buffer of their own; null where they are not there. */
  private static @Nullable ByteBuffer part(ByteBuffer bytes, long length) {
    if (length < 0 || length > bytes.remaining()) {
      return null;
    }
    ByteBuffer part = bytes.slice(bytes.position(), (int) length);
    bytes.position(bytes.position() + (int) length);
    return part;
  }

  /** Takes the length of a packet of the old format off; -1 where there is none. */
  private static long oldLength(ByteBuffer bytes, int lengthType) {
    return lengthType == 3 ? bytes.remaining() : number(bytes, 1 << lengthType);
  }

  /**
   * Takes the length of a packet of the new format, or of a subpacket, off; -1 where there is none.
   * Lengths of parts, 224 to 254 of a packet, are of no use in a signature and read as two bytes.
   */
  private static long length(ByteBuffer bytes) {
    long first = number(bytes, 1);
    if (first < 192) {
      return first;
    }
    if (first == 255) {
      return number(bytes, 4);
    }
    long second = number(bytes, 1);
    return second < 0 ? -1 : ((first - 192) << 8) + second + 192;
  }

  /** Takes a big-endian number off; -1 where it is not there. */
  private static long number(ByteBuffer bytes, int count) {
    if (bytes.remaining() < count) {
      return -1;
    }
    long value = 0;
    for (int i = 0; i < count; i++) {
      value = (value << 8) | (bytes.get() & 0xff);
    }
    return value;
  }
}
