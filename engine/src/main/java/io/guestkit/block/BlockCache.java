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

  /** 4 MiB: a stripe still holds two of the largest blocks, decoded clusters of 2 MiB. */
  private static final long STRIPE_BYTES = 4L << 20;

  /** 16: threads of one process rarely meet in the same. */
  private static final int MAX_STRIPES = 16;

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
  private final Stripe[] stripes;
  private final SharedFiles sharedFiles = new SharedFiles(this);

  /** Makes an empty cache that holds up to so many bytes. */
  public BlockCache(long capacityBytes) {
    this.capacityBytes = capacityBytes;
    stripes = new Stripe[Math.clamp(capacityBytes / STRIPE_BYTES, 1, MAX_STRIPES)];
    for (int i = 0; i < stripes.length; i++) {
      stripes[i] = new Stripe(capacityBytes / stripes.length);
    }
  }

  /** Returns the block of an owner, or null where it is not kept. */
  public byte @Nullable [] get(Object owner, long index) {
    Key key = new Key(owner, index);
    return stripe(key).get(key);
  }

  /**
   * Keeps a block, and drops the least recently used ones where it needs their room. A block that
   * is larger than a stripe is not kept.
   */
  public void put(Object owner, long index, byte[] block) {
    Key key = new Key(owner, index);
    stripe(key).put(key, block);
  }

  private Stripe stripe(Key key) {
    int hash = key.hashCode();
    return stripes[Math.floorMod(hash ^ hash >>> 16, stripes.length)];
  }

  /** Drops every block of an owner that was closed. */
  public void forget(Object owner) {
    for (Stripe stripe : stripes) {
      stripe.forget(owner);
    }
  }

  /** Returns the files whose blocks several images share. */
  public SharedFiles sharedFiles() {
    return sharedFiles;
  }

  /** Returns how many bytes are kept at most. */
  public long capacityBytes() {
    return capacityBytes;
  }

  /** Returns how many bytes are kept. */
  public long usedBytes() {
    long sum = 0;
    for (Stripe stripe : stripes) {
      sum += stripe.usedBytes();
    }
    return sum;
  }

  /** A part of the cache with a lock of its own. */
  private static final class Stripe {
    private final long capacityBytes;
    private final Map<Key, byte[]> blocks = new LinkedHashMap<>(64, 0.75f, true);
    private long usedBytes;

    Stripe(long capacityBytes) {
      this.capacityBytes = capacityBytes;
    }

    synchronized byte @Nullable [] get(Key key) {
      return blocks.get(key);
    }

    synchronized void put(Key key, byte[] block) {
      if (block.length > capacityBytes) {
        return;
      }
      byte[] before = blocks.put(key, block);
      usedBytes += block.length - (before == null ? 0 : before.length);
      var eldest = blocks.entrySet().iterator();
      while (usedBytes > capacityBytes) {
        usedBytes -= eldest.next().getValue().length;
        eldest.remove();
      }
    }

    synchronized void forget(Object owner) {
      var each = blocks.entrySet().iterator();
      while (each.hasNext()) {
        var block = each.next();
        if (block.getKey().belongsTo(owner)) {
          usedBytes -= block.getValue().length;
          each.remove();
        }
      }
    }

    synchronized long usedBytes() {
      return usedBytes;
    }
  }
}
