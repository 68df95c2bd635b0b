package io.guestkit.block;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Least recently used blocks of several sources within one bound, counted in bytes. Thread-safe.
 * Owners are compared by identity; a block is never changed once it is in.
 */
public final class BlockCache {
  /** 64 MiB: holds the metadata of one inspection many times over. */
  public static final long DEFAULT_CAPACITY_BYTES = 64L << 20;

  private record Key(Object owner, long index) {
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Key key && index == key.index && belongsTo(key.owner);
    }

    @SuppressWarnings("ReferenceEquality") // two sources with equal names are two owners
    boolean belongsTo(Object other) {
      return owner == other;
    }

    @Override
    public int hashCode() {
      return 31 * System.identityHashCode(owner) + Long.hashCode(index);
    }
  }

  private final long capacityBytes;
  private final Map<Key, byte[]> blocks = new LinkedHashMap<>(256, 0.75f, true);
  private long usedBytes;

  /** Makes an empty cache that holds up to so many bytes. */
  public BlockCache(long capacityBytes) {
    this.capacityBytes = capacityBytes;
  }

  /** Returns the block of an owner, or null where it is not kept. */
  public synchronized byte @Nullable [] get(Object owner, long index) {
    return blocks.get(new Key(owner, index));
  }

  /** Keeps a block, and drops the least recently used ones where it needs their room. */
  public synchronized void put(Object owner, long index, byte[] block) {
    if (block.length > capacityBytes) {
      return;
    }
    byte[] before = blocks.put(new Key(owner, index), block);
    usedBytes += block.length - (before == null ? 0 : before.length);
    var eldest = blocks.entrySet().iterator();
    while (usedBytes > capacityBytes) {
      usedBytes -= eldest.next().getValue().length;
      eldest.remove();
    }
  }

  /** Drops every block of an owner that was closed. */
  public synchronized void forget(Object owner) {
    var each = blocks.entrySet().iterator();
    while (each.hasNext()) {
      var block = each.next();
      if (block.getKey().belongsTo(owner)) {
        usedBytes -= block.getValue().length;
        each.remove();
      }
    }
  }

  /** Returns how many bytes are kept. */
  public synchronized long usedBytes() {
    return usedBytes;
  }
}
