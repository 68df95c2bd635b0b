package io.guestkit;

/**
 * What each of several machines may cost that are read at once.
 *
 * @param atOnce how many are, from 1: fewer than wanted where the memory of this process is short
 *     of 32 MiB for each
 * @param limits of each: of memory no more than its share
 */
public record Share(int atOnce, Limits limits) {

  /**
   * Divides the heap, but for the part that keeps blocks of images; half of a heap that is hardly
   * larger than that.
   */
  static Share of(Limits limits, int wanted, long blockBytes) {
    long heap = Runtime.getRuntime().maxMemory();
    long memory = Math.max(heap - blockBytes, heap / 2);
    int atOnce = SideBySide.parallelism(wanted, memory);
    return new Share(atOnce, limits.withMemoryAtMost(memory / atOnce));
  }
}
