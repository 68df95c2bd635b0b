package io.guestkit.block;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class BlockCacheTest {
  private static final Object OWNER = new Object();

  @Test
  void returnsWhatWasPut() {
    BlockCache cache = new BlockCache(100);
    byte[] block = new byte[40];
    cache.put(OWNER, 3, block);
    assertThat(cache.get(OWNER, 3)).isSameAs(block);
    assertThat(cache.get(OWNER, 4)).isNull();
    assertThat(cache.get(new Object(), 3)).isNull();
    assertThat(cache.usedBytes()).isEqualTo(40);
  }

  @Test
  void comparesOwnersByIdentity() {
    BlockCache cache = new BlockCache(100);
    String owner = new String("a");
    cache.put(owner, 0, new byte[1]);
    assertThat(cache.get(new String("a"), 0)).isNull();
    assertThat(cache.get(owner, 0)).isNotNull();
  }

  @Test
  void dropsTheLeastRecentlyUsed() {
    BlockCache cache = new BlockCache(100);
    cache.put(OWNER, 1, new byte[40]);
    cache.put(OWNER, 2, new byte[40]);
    cache.get(OWNER, 1);
    cache.put(OWNER, 3, new byte[40]);
    assertThat(cache.get(OWNER, 1)).isNotNull();
    assertThat(cache.get(OWNER, 2)).isNull();
    assertThat(cache.get(OWNER, 3)).isNotNull();
    assertThat(cache.usedBytes()).isEqualTo(80);
  }

  @Test
  void countsAReplacedBlockOnce() {
    BlockCache cache = new BlockCache(100);
    cache.put(OWNER, 1, new byte[40]);
    cache.put(OWNER, 1, new byte[60]);
    assertThat(cache.usedBytes()).isEqualTo(60);
  }

  @Test
  void keepsNothingThatIsLargerThanItself() {
    BlockCache cache = new BlockCache(100);
    cache.put(OWNER, 1, new byte[101]);
    assertThat(cache.get(OWNER, 1)).isNull();
    cache.put(OWNER, 1, new byte[100]);
    assertThat(cache.get(OWNER, 1)).isNotNull();
  }

  @Test
  void forgetsOneOwner() {
    BlockCache cache = new BlockCache(64 << 20);
    Object other = new Object();
    for (int i = 0; i < 100; i++) {
      cache.put(OWNER, i, new byte[10]);
      cache.put(other, i, new byte[20]);
    }
    cache.forget(OWNER);
    assertThat(cache.usedBytes()).isEqualTo(2000);
    assertThat(cache.get(OWNER, 5)).isNull();
    assertThat(cache.get(other, 5)).isNotNull();
  }

  @Test
  void keepsTheLargestDecodedClusters() {
    BlockCache cache = new BlockCache(BlockCache.DEFAULT_CAPACITY_BYTES);
    cache.put(OWNER, 1, new byte[2 << 20]);
    assertThat(cache.get(OWNER, 1)).isNotNull();
  }

  @Test
  void staysWithinItsBoundUnderThreads() throws Exception {
    long capacity = 16 << 20;
    BlockCache cache = new BlockCache(capacity);
    List<Callable<Long>> readers = new ArrayList<>();
    for (int thread = 0; thread < 4; thread++) {
      int seed = thread;
      readers.add(() -> readSome(cache, new Random(seed)));
    }
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      for (var most : threads.invokeAll(readers)) {
        assertThat(most.get()).isLessThanOrEqualTo(capacity);
      }
    }
    assertThat(cache.usedBytes()).isLessThanOrEqualTo(capacity).isGreaterThan(capacity / 2);
  }

  /** Returns the most bytes that were kept meanwhile. */
  private static long readSome(BlockCache cache, Random random) {
    long most = 0;
    for (int i = 0; i < 5000; i++) {
      long index = random.nextInt(2000);
      byte[] block = cache.get(OWNER, index);
      if (block == null) {
        block = new byte[16 << 10];
        block[0] = (byte) index;
        cache.put(OWNER, index, block);
      }
      assertThat(block[0]).isEqualTo((byte) index);
      most = Math.max(most, cache.usedBytes());
    }
    return most;
  }
}
