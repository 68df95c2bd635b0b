package io.guestkit.volume;

import io.guestkit.report.PartitionTableInfo;
import io.guestkit.report.Problem;
import io.guestkit.report.VolumeGroupInfo;
import java.util.List;

/**
 * What a volume system found.
 *
 * @param partitionTables the tables that were read, one per member that has one
 * @param volumeGroups the volume groups that were read
 * @param volumes the volumes they describe, those that hold other volumes (an extended partition)
 *     left out
 * @param members volumes that were opened as members of a group, and hold nothing else
 * @param problems what could not be read
 */
public record VolumeLayout(
    List<PartitionTableInfo> partitionTables,
    List<VolumeGroupInfo> volumeGroups,
    List<Volume> volumes,
    List<Volume> members,
    List<Problem> problems) {

  /** Returns the layout of partition tables alone. */
  public static VolumeLayout ofPartitions(
      List<PartitionTableInfo> tables, List<Volume> volumes, List<Problem> problems) {
    return new VolumeLayout(tables, List.of(), volumes, List.of(), problems);
  }
}
