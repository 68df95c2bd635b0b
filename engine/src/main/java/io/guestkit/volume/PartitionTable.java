package io.guestkit.volume;

import io.guestkit.report.PartitionInfo;
import io.guestkit.report.PartitionTableInfo;
import io.guestkit.report.Problem;
import java.util.List;

/**
 * A partition table as it was read.
 *
 * @param info all of it
 * @param volumes its partitions without those that only hold others (an extended partition)
 * @param problems what could not be read of it
 */
public record PartitionTable(
    PartitionTableInfo info, List<PartitionInfo> volumes, List<Problem> problems) {
  /** Copies the lists. */
  public PartitionTable {
    volumes = List.copyOf(volumes);
    problems = List.copyOf(problems);
  }
}
