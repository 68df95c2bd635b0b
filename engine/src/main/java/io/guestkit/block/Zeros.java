package io.guestkit.block;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** What a source reads where nothing is stored. */
public final class Zeros {
  private Zeros() {}

  /** Fills the rest of a target. */
  public static void fill(ByteBuffer target) {
    if (target.hasArray()) {
      int from = target.arrayOffset() + target.position();
      Arrays.fill(target.array(), from, from + target.remaining(), (byte) 0);
      target.position(target.limit());
    }
    while (target.hasRemaining()) {
      target.put((byte) 0);
    }
  }
}
