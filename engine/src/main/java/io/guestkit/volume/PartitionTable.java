package io.guestkit.volume;

import io.guestkit.report.PartitionInfo;
import io.guestkit.report.PartitionTableInfo;
import io.guestkit.report.Problem;
import java.util.List;
import java.util.Map;

/**
 * A partition table as it was read.
 *
 * @param info all of it
 * @param volumes its partitions without those that only hold others (an extended partition)
 * @param attributes the attribute bits of the partitions that have any, by their numbers
 * @param problems what could not be read of it
 */
public record PartitionTable(
    PartitionTableInfo info,
    List<PartitionInfo> volumes,
    Map<Integer, Long> attributes,
    List<Problem> problems) {
  /** Copies the lists. */
  public PartitionTable {
    volumes = List.copyOf(volumes);
    attributes = Map.copyOf(attributes);
    problems = List.copyOf(problems);
  }

  /** Makes a table whose format has no attributes. */
  public PartitionTable(
      PartitionTableInfo info, List<PartitionInfo> volumes, List<Problem> problems) {
    this(info, volumes, Map.of(), problems);
  }
}
