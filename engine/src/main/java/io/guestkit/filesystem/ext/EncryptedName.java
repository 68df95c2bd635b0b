package io.guestkit.filesystem.ext;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;

/**
 * The name that stands for an encrypted one while its key is missing: in base64url the two hashes
 * by which the directory orders it, its first 149 bytes, and the SHA-256 of what is left. Source:
 * Linux fs/crypto/fname.c, struct fscrypt_nokey_name.
 */
final class EncryptedName {
  private static final int SHOWN = 149;

  private EncryptedName() {}

  static String of(byte[] name, DirectoryHash.Hash hash) {
    int shown = Math.min(name.length, SHOWN);
    byte[] rest = name.length > SHOWN ? sha256(name) : new byte[0];
    ByteBuffer bytes =
        ByteBuffer.allocate(2 * Integer.BYTES + shown + rest.length)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putInt(hash.hash())
            .putInt(hash.minor())
            .put(name, 0, shown)
            .put(rest);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
  }

  private static byte[] sha256(byte[] name) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return digest.digest(Arrays.copyOfRange(name, SHOWN, name.length));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java platform has SHA-256
    }
  }
}
