package io.guestkit.volume;

import io.guestkit.block.BlockSource;
import io.guestkit.block.FileSource;
import io.guestkit.block.MemorySource;
import io.guestkit.block.ReadSession;
import io.guestkit.report.PartitionInfo;
import io.guestkit.report.PartitionTableInfo;
import io.guestkit.testing.Sources;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Disks for tests. */
public final class Disks {
  private Disks() {}

  /** Returns bytes as the disk /dev/sda. */
  public static Volume memory(byte[] bytes) {
    return memory("/dev/sda", bytes, Sources.session());
  }

  /** Returns bytes as a disk. */
  public static Volume memory(String device, byte[] bytes, ReadSession session) {
    return disk(device, new MemorySource(device, bytes, session));
  }

  /** Returns a source as a disk. */
  public static Volume disk(String device, BlockSource source) {
    return new Volume(device, "disk", source, null);
  }

  /** Returns what lies on a file, read as the disk /dev/sda. */
  public static VolumeLayout scan(Path file) throws IOException {
    try (FileSource source = FileSource.open(file, Sources.session())) {
      return VolumeSystems.scan(
          List.of(disk("/dev/sda", source.slice("/dev/sda", 0, source.size()))));
    }
  }

  /** Returns the only table of a layout as one line per partition, as {@link #row}. */
  public static List<String> rows(VolumeLayout layout) {
    return layout.partitionTables().stream()
        .flatMap(table -> table.partitions().stream().map(p -> row(table, p)))
        .toList();
  }

  /** Returns number, start and size in sectors, and type. */
  public static String row(PartitionTableInfo table, PartitionInfo p) {
    long sector = table.sectorSizeBytes();
    return "%d %d+%d %s"
        .formatted(p.number(), p.startBytes() / sector, p.sizeBytes() / sector, p.type());
  }

  /** Returns the devices of a layout's volumes. */
  public static List<String> devices(VolumeLayout layout) {
    return layout.volumes().stream().map(Volume::device).toList();
  }
}
