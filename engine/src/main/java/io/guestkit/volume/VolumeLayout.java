package io.guestkit.volume;

import io.guestkit.report.PartitionTableInfo;
import io.guestkit.report.Problem;
import java.util.List;

/**
 * What a volume system found.
 *
 * @param partitionTables the tables that were read, one per member that has one
 * @param volumes the volumes they describe, those that hold other volumes (an extended partition)
 *     left out
 * @param problems what could not be read
 */
public record VolumeLayout(
    List<PartitionTableInfo> partitionTables, List<Volume> volumes, List<Problem> problems) {}
