package io.guestkit.block;

/**
 * What all sources of one inspection share.
 *
 * @param budget what the inspection may still spend
 * @param cache blocks read or decoded before, shared with other inspections
 * @param counter how much was read from the host
 * @param reads what was read from the host at first
 */
public record ReadSession(Budget budget, BlockCache cache, ReadCounter counter, HostReads reads) {

  /** Returns a session with its own counter and notes. */
  public static ReadSession of(Budget budget, BlockCache cache) {
    return new ReadSession(budget, cache, new ReadCounter(), new HostReads());
  }
}
