package io.guestkit.inspect.sqlite;

import java.nio.ByteBuffer;

/**
 * Numbers of one to nine bytes: seven bits in each of the first eight, whose highest bit says that
 * another follows, eight in the ninth. Source: Database File Format, 1.6.
 */
final class Varint {
  private static final int MAX_BYTES = 9;

  private Varint() {}

  /**
   * Takes a number off a buffer.
   *
   * @throws java.nio.BufferUnderflowException never: callers ask {@link #isWhole} first
   */
  static long take(ByteBuffer bytes) {
    long value = 0;
    for (int i = 1; i < MAX_BYTES; i++) {
      int b = bytes.get();
      value = (value << 7) | (b & 0x7f);
      if (b >= 0) {
        return value;
      }
    }
    return (value << 8) | (bytes.get() & 0xff);
  }

  /** Returns whether a number stands wholly between the buffer's position and its limit. */
  static boolean isWhole(ByteBuffer bytes) {
    int from = bytes.position();
    int to = Math.min(bytes.limit(), from + MAX_BYTES - 1);
    for (int at = from; at < to; at++) {
      if (bytes.get(at) >= 0) {
        return true;
      }
    }
    return bytes.limit() - from >= MAX_BYTES;
  }
}
