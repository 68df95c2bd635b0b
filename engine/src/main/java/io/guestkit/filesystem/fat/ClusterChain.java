package io.guestkit.filesystem.fat;

import io.guestkit.block.CorruptImageException;
import java.io.IOException;
import java.util.Arrays;

/**
 * The clusters of a file or directory, followed as far as they are asked for. Thread-safe. Keeps
 * every 1024th cluster, so that memory stays small and a step back costs at most 1024 entries.
 */
final class ClusterChain {
  private static final int STRIDE = 1024;

  private final FatTable table;
  private final String name;
  private final FatTable.Window window = new FatTable.Window();
  private int[] checkpoints = new int[1];
  private long index;
  private int cluster;
  private long farthest;

  // Brent's cycle detection: the tortoise jumps to the hare at every power of two.
  private int tortoise;
  private long nextJump = 1;

  /**
   * Starts a chain.
   *
   * @param first its first cluster, which the caller has checked
   * @param name of whom it is, for messages
   */
  ClusterChain(FatTable table, int first, String name) {
    this.table = table;
    this.name = name;
    this.cluster = first;
    this.tortoise = first;
    checkpoints[0] = first;
  }

  /**
   * Returns the cluster at an index, or {@link FatTable#END} where the chain is shorter.
   *
   * @throws CorruptImageException if the chain leads to no cluster or back into itself
   */
  synchronized int at(long wanted) throws IOException {
    if (wanted < index) {
      index = wanted / STRIDE * STRIDE;
      cluster = checkpoints[(int) (index / STRIDE)];
    } else if (wanted / STRIDE > index / STRIDE && farthest / STRIDE > index / STRIDE) {
      index = Math.min(wanted, farthest) / STRIDE * STRIDE;
      cluster = checkpoints[(int) (index / STRIDE)];
    }
    while (index < wanted) {
      int next = table.next(cluster, window);
      if (next == FatTable.END) {
        return FatTable.END;
      }
      cluster = next;
      index++;
      if (index > farthest) {
        arrive();
      }
    }
    return cluster;
  }

  /**
   * Returns the cluster at an index that the chain must have.
   *
   * @throws CorruptImageException if it is shorter
   */
  synchronized int require(long wanted) throws IOException {
    int found = at(wanted);
    if (found == FatTable.END) {
      throw table.corrupt(
          cluster,
          "the chain of %s ends after %d clusters, %d are needed"
              .formatted(name, farthest + 1, wanted + 1));
    }
    return found;
  }

  /** Returns how many clusters from an index on follow each other on the disk. */
  synchronized int contiguous(long first, int most) throws IOException {
    int start = require(first);
    int count = 1;
    while (count < most && at(first + count) == start + count) {
      count++;
    }
    return count;
  }

  /** Notes a cluster that is reached for the first time. */
  private void arrive() throws CorruptImageException {
    farthest = index;
    if (cluster == tortoise) {
      throw table.corrupt(
          cluster, "the chain of %s loops through cluster %d".formatted(name, cluster));
    }
    if (index == nextJump) {
      tortoise = cluster;
      nextJump *= 2;
    }
    if (index % STRIDE == 0) {
      int slot = (int) (index / STRIDE);
      if (slot == checkpoints.length) {
        checkpoints = Arrays.copyOf(checkpoints, slot * 2);
      }
      checkpoints[slot] = cluster;
    }
  }
}
