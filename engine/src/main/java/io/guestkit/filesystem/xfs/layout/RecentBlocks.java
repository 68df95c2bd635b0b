package io.guestkit.filesystem.xfs.layout;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The blocks that were read last, by their place on the volume. Thread-safe. */
public final class RecentBlocks<T> {
  private final int most;
  private final Map<Long, T> blocks = new LinkedHashMap<>(16, 0.75f, true);

  /** Makes a store of so many blocks. */
  public RecentBlocks(int most) {
    this.most = most;
  }

  /** Returns the block of a place, or null where it is not kept. */
  public synchronized @Nullable T get(long place) {
    return blocks.get(place);
  }

  /** Keeps a block, and drops the one that was not used for the longest. */
  public synchronized void put(long place, T block) {
    blocks.put(place, block);
    if (blocks.size() > most) {
      var eldest = blocks.entrySet().iterator();
      eldest.next();
      eldest.remove();
    }
  }
}
