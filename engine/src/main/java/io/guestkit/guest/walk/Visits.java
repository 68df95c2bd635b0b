package io.guestkit.guest.walk;

import io.guestkit.block.Budget;
import io.guestkit.block.LimitExceededException;
import java.util.HashMap;
import java.util.Map;

/** How often each file was met. Takes up to 18 bytes for a file, within the memory of a budget. */
public final class Visits {
  private final Budget budget;
  private final Map<String, Map<String, Counts>> counts = new HashMap<>();

  /** Makes an empty count whose memory is taken from a budget. */
  public Visits(Budget budget) {
    this.budget = budget;
  }

  /**
   * Counts a file, and returns how often it was met until now: 1 for a new one, at most 127.
   *
   * @throws LimitExceededException if there is no memory for more files
   */
  public int add(FileIdentity file) throws LimitExceededException {
    return counts
        .computeIfAbsent(file.volume(), volume -> new HashMap<>())
        .computeIfAbsent(file.subvolume(), subvolume -> new Counts(budget))
        .add(file.inode());
  }

  /** An open hash table of inode numbers; a count of 0 marks a free place. */
  private static final class Counts {
    private static final int FIRST_CAPACITY = 64;

    private static final int BYTES = Long.BYTES + Byte.BYTES;

    /** Odd, from the golden ratio: spreads numbers that follow each other. */
    private static final long SPREAD = 0x9e3779b97f4a7c15L;

    private final Budget budget;
    private long[] inodes = new long[FIRST_CAPACITY];
    private byte[] counts = new byte[FIRST_CAPACITY];
    private int used;
    private long reserved;

    Counts(Budget budget) {
      this.budget = budget;
    }

    int add(long inode) throws LimitExceededException {
      int at = place(inode);
      if (counts[at] == 0) {
        if (used >= inodes.length / 4 * 3) {
          grow();
          at = place(inode);
        }
        inodes[at] = inode;
        used++;
      }
      if (counts[at] < Byte.MAX_VALUE) {
        counts[at]++;
      }
      return counts[at];
    }

    private int place(long inode) {
      int mask = inodes.length - 1;
      int at = (int) ((inode * SPREAD) >>> 32) & mask;
      while (counts[at] != 0 && inodes[at] != inode) {
        at = (at + 1) & mask;
      }
      return at;
    }

    private void grow() throws LimitExceededException {
      long capacity = 2L * inodes.length;
      budget.reserve(capacity * BYTES, "the numbers of the files that were met");
      budget.release(reserved);
      reserved = capacity * BYTES;
      long[] oldInodes = inodes;
      byte[] oldCounts = counts;
      inodes = new long[(int) capacity];
      counts = new byte[(int) capacity];
      for (int i = 0; i < oldInodes.length; i++) {
        if (oldCounts[i] != 0) {
          int at = place(oldInodes[i]);
          inodes[at] = oldInodes[i];
          counts[at] = oldCounts[i];
        }
      }
    }
  }
}
