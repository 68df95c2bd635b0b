package io.guestkit.testing;

import io.guestkit.block.BlockCache;
import io.guestkit.block.Budget;
import io.guestkit.block.MemorySource;
import io.guestkit.block.ReadSession;
import java.time.Duration;

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
}
