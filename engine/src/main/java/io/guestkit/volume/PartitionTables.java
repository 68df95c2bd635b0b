package io.guestkit.volume;

import io.guestkit.block.ImageException;
import io.guestkit.block.LimitExceededException;
import io.guestkit.report.PartitionInfo;
import io.guestkit.report.PartitionTableInfo;
import io.guestkit.report.Problem;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes volumes of partition tables, whatever their format. */
public final class PartitionTables {
  /** 256: Linux shows no more partitions of a disk (DISK_MAX_PARTS). */
  public static final int MAX_PARTITIONS = 256;

  private PartitionTables() {}

  /** Reads the partition table of one disk. */
  @FunctionalInterface
  public interface Reader {
    /**
     * Reads it.
     *
     * @throws ImageException if nothing of it can be read
     */
    PartitionTable read(Volume disk) throws IOException;
  }

  /**
   * Returns the partitions of disks. A disk whose table cannot be read, or that has no partition
   * with bytes on it, stays a volume itself.
   *
   * @throws LimitExceededException if the budget ends
   */
  public static VolumeLayout open(List<Volume> disks, Reader reader) throws IOException {
    VolumeLayout layout =
        VolumeLayout.ofPartitions(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    for (Volume disk : disks) {
      try {
        add(disk, reader.read(disk), layout);
      } catch (LimitExceededException e) {
        throw e;
      } catch (ImageException e) {
        layout.problems().add(e.problem(disk.device(), null));
        layout.volumes().add(disk);
      }
    }
    return layout;
  }

  /** Returns the device name of a partition: a disk that ends in a digit takes a "p" between. */
  public static String device(String disk, int number) {
    boolean digit = Character.isDigit(disk.charAt(disk.length() - 1));
    return disk + (digit ? "p" : "") + number;
  }

  private static void add(Volume disk, PartitionTable table, VolumeLayout layout)
      throws IOException {
    layout.partitionTables().add(table.info());
    layout.problems().addAll(table.problems());
    List<Volume> volumes = new ArrayList<>();
    for (PartitionInfo partition : table.volumes()) {
      outside(disk, partition).ifPresent(layout.problems()::add);
      long inside = Math.min(partition.sizeBytes(), disk.source().size() - partition.startBytes());
      if (inside > 0) {
        String device = partition.device();
        volumes.add(
            Volume.partition(
                partition,
                disk.source().slice(device, partition.startBytes(), inside),
                table.attributes().getOrDefault(partition.number(), 0L)));
      }
    }
    layout.problems().addAll(overlaps(table));
    layout.volumes().addAll(volumes.isEmpty() ? List.of(disk) : volumes);
  }

  private static Optional<Problem> outside(Volume disk, PartitionInfo partition) {
    long size = disk.source().size();
    if (partition.startBytes() >= size) {
      return Optional.of(
          corrupt(
              partition.device(),
              "partition starts at %d, past the end of %s at %d"
                  .formatted(partition.startBytes(), disk.device(), size)));
    }
    if (partition.sizeBytes() > size - partition.startBytes()) {
      return Optional.of(
          corrupt(
              partition.device(),
              "partition of %d bytes from %d ends past the end of %s at %d; read as far as that"
                  .formatted(partition.sizeBytes(), partition.startBytes(), disk.device(), size)));
    }
    return Optional.empty();
  }

  /** Returns a problem for each partition that starts before all that precede it have ended. */
  private static List<Problem> overlaps(PartitionTable table) {
    PartitionTableInfo info = table.info();
    List<PartitionInfo> byStart = new ArrayList<>(table.volumes());
    byStart.sort((a, b) -> Long.compare(a.startBytes(), b.startBytes()));
    List<Problem> problems = new ArrayList<>();
    for (int i = 1, last = 0; i < byStart.size(); i++) {
      PartitionInfo reaching = byStart.get(last);
      PartitionInfo next = byStart.get(i);
      if (next.startBytes() - reaching.startBytes() < reaching.sizeBytes()) {
        problems.add(
            corrupt(
                info.device(),
                "partitions %s and %s overlap".formatted(reaching.device(), next.device())));
      }
      if (end(next) > end(reaching)) {
        last = i;
      }
    }
    return problems;
  }

  private static long end(PartitionInfo partition) {
    return partition.startBytes() + partition.sizeBytes();
  }

  /** Returns a problem of kind corrupt. */
  public static Problem corrupt(String device, String message) {
    return new Problem("corrupt", device, null, message);
  }
}
