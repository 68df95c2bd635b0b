package io.guestkit.testing;

import io.guestkit.block.BlockCache;
import io.guestkit.block.BlockSource;
import io.guestkit.block.Budget;
import io.guestkit.block.MemorySource;
import io.guestkit.block.ReadSession;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;

/** Sources and sessions for tests. */
public final class Sources {
  private Sources() {}

  /** Returns a session with a small cache and a budget of a minute. */
  public static ReadSession session() {
    return ReadSession.of(Budget.of(Duration.ofMinutes(1)), new BlockCache(8 << 20));
  }

  /** Returns bytes as a source. */
  public static MemorySource memory(byte[] bytes) {
    return new MemorySource("test", bytes, session());
  }

  /** Returns the SHA-256 of a source's bytes in hexadecimal. */
  public static String sha256(BlockSource source) throws IOException {
    MessageDigest digest = digest();
    ByteBuffer buffer = ByteBuffer.allocate(1 << 20);
    for (long offset = 0; offset < source.size(); offset += buffer.limit()) {
      buffer.clear().limit((int) Math.min(buffer.capacity(), source.size() - offset));
      source.readFully(offset, buffer);
      digest.update(buffer.flip());
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
