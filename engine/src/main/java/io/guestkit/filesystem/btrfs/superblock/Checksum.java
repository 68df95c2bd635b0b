package io.guestkit.filesystem.btrfs.superblock;

import io.airlift.compress.v3.xxhash.XxHash64JavaHasher;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.bouncycastle.crypto.digests.Blake2bDigest;

/** The algorithms by which metadata and data are checked. */
public enum Checksum {
  CRC32C(4),
  XXHASH64(8),
  SHA256(32),
  BLAKE2B(32);

  /** By the number that the superblock names them by. */
  private static final List<Checksum> BY_NUMBER = List.of(CRC32C, XXHASH64, SHA256, BLAKE2B);

  private final int length;

  Checksum(int length) {
    this.length = length;
  }

  /** Returns the algorithm of a number, or empty where none has it. */
  static Optional<Checksum> of(int number) {
    return number < BY_NUMBER.size() ? Optional.of(BY_NUMBER.get(number)) : Optional.empty();
  }

  /** Returns the bytes of a checksum. */
  public int length() {
    return length;
  }

  /** Returns the checksum of a range of bytes, as it is stored. */
  public byte[] of(byte[] bytes, int from, int count) {
    return switch (this) {
      case CRC32C -> {
        CRC32C crc = new CRC32C();
        crc.update(bytes, from, count);
        yield littleEndian(crc.getValue());
      }
      case XXHASH64 -> littleEndian(XxHash64JavaHasher.hash(bytes, from, count, 0));
      case SHA256 -> sha256(bytes, from, count);
      case BLAKE2B -> {
        Blake2bDigest digest = new Blake2bDigest(length * Byte.SIZE);
        digest.update(bytes, from, count);
        byte[] sum = new byte[length];
        digest.doFinal(sum, 0);
        yield sum;
      }
    };
  }

  private static byte[] sha256(byte[] bytes, int from, int count) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(bytes, from, count);
      return digest.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every JDK has it
    }
  }

  private byte[] littleEndian(long value) {
    byte[] sum = new byte[length];
    for (int i = 0; i < length; i++) {
      sum[i] = (byte) (value >>> (i * Byte.SIZE));
    }
    return sum;
  }

  /** Returns whether the checksum of a range of bytes is the one stored at a place. */
  public boolean matches(byte[] bytes, int from, int count, byte[] stored, int at) {
    if (this == CRC32C) {
      CRC32C crc = new CRC32C();
      crc.update(bytes, from, count);
      int sum = (int) crc.getValue();
      return (byte) sum == stored[at]
          && (byte) (sum >>> 8) == stored[at + 1]
          && (byte) (sum >>> 16) == stored[at + 2]
          && (byte) (sum >>> 24) == stored[at + 3];
    }
    byte[] sum = of(bytes, from, count);
    for (int i = 0; i < length; i++) {
      if (sum[i] != stored[at + i]) {
        return false;
      }
    }
    return true;
  }
}
