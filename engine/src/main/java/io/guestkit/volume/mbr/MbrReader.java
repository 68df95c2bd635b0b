package io.guestkit.volume.mbr;

import io.guestkit.block.BlockSource;
import io.guestkit.block.CorruptImageException;
import io.guestkit.report.PartitionInfo;
import io.guestkit.report.PartitionTableInfo;
import io.guestkit.report.Problem;
import io.guestkit.volume.MasterBootRecord;
import io.guestkit.volume.MasterBootRecord.Entry;
import io.guestkit.volume.PartitionTable;
import io.guestkit.volume.PartitionTables;
import io.guestkit.volume.Volume;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the table of one disk: its boot record, then the chains of the extended partitions. */
final class MbrReader {
  /** Logical partitions come after the four entries of the boot record, used or not. */
  private static final int FIRST_LOGICAL = 5;

  /** 100, as in Linux and libblkid: records of a chain that describe no partition. */
  private static final int MAX_EMPTY_RECORDS = 100;

  private final String device;
  private final BlockSource disk;
  private final List<PartitionInfo> partitions = new ArrayList<>();
  private final List<PartitionInfo> volumes = new ArrayList<>();
  private final List<Problem> problems = new ArrayList<>();
  private final Set<Long> visited = new HashSet<>();
  private int sectorSize;
  private String diskId = "";

  MbrReader(Volume disk) {
    this.device = disk.device();
    this.disk = disk.source();
  }

  PartitionTable read() throws IOException {
    MasterBootRecord bootRecord =
        MasterBootRecord.ofDisk(disk)
            .orElseThrow(() ->
                new CorruptImageException("boot record of " + device, 0, "not a boot record"));
    sectorSize = SectorSize.of(disk, bootRecord);
    if (bootRecord.diskSignature() != 0) {
      diskId = hex(bootRecord.diskSignature(), 8);
    }
    for (int i = 0; i < bootRecord.entries().size(); i++) {
      Entry entry = bootRecord.entries().get(i);
      if (entry.isUsed()) {
        add(i + 1, entry, entry.startSectors());
      }
    }
    int number = FIRST_LOGICAL;
    for (Entry entry : bootRecord.entries()) {
      if (entry.isUsed() && entry.isExtended()) {
        number = chain(entry, number);
      }
    }
    return new PartitionTable(
        new PartitionTableInfo(
            device, "dos", diskId.isEmpty() ? null : diskId, sectorSize, partitions),
        volumes,
        problems);
  }

  /**
   * Reads the logical partitions of an extended one. A record usually holds the partition first and
   * the link to the next record second, but any order is met in practice; starts of partitions
   * count from their record, starts of links from the extended partition.
   *
   * @return the number of the next logical partition
   */
  private int chain(Entry extended, int firstNumber) throws IOException {
    int number = firstNumber;
    long recordSector = extended.startSectors();
    long recordSectors = extended.sizeSectors();
    int empty = 0;
    while (true) {
      Optional<MasterBootRecord> bootRecord = next(recordSector);
      if (bootRecord.isEmpty()) {
        return number;
      }
      int before = number;
      List<Entry> entries = bootRecord.get().entries();
      for (int i = 0; i < entries.size(); i++) {
        Entry entry = entries.get(i);
        if (!entry.isUsed()
            || entry.isExtended()
            || (i >= 2 && !isInside(extended, recordSector, recordSectors, entry))) {
          continue;
        }
        if (partitions.size() >= PartitionTables.MAX_PARTITIONS) {
          limit("more than %d partitions".formatted(PartitionTables.MAX_PARTITIONS));
          return number;
        }
        add(number++, entry, recordSector + entry.startSectors());
      }
      empty += number == before ? 1 : 0;
      Optional<Entry> link =
          entries.stream().filter(entry -> entry.isUsed() && entry.isExtended()).findFirst();
      if (link.isEmpty()) {
        return number;
      }
      if (empty > MAX_EMPTY_RECORDS) {
        limit("more than %d extended boot records without a partition".formatted(empty - 1));
        return number;
      }
      recordSector = extended.startSectors() + link.get().startSectors();
      recordSectors = link.get().sizeSectors();
    }
  }

  /** Returns the record in a sector, or empty with a problem where the chain is broken. */
  private Optional<MasterBootRecord> next(long sector) throws IOException {
    if (!visited.add(sector)) {
      corrupt(sector, "the chain comes back to this record");
      return Optional.empty();
    }
    Optional<MasterBootRecord> bootRecord = MasterBootRecord.at(disk, sector * sectorSize);
    if (bootRecord.isEmpty()) {
      boolean outside = sector * sectorSize > disk.size() - MasterBootRecord.LENGTH;
      corrupt(
          sector, outside ? "past the end at %d".formatted(disk.size()) : "no signature 0x55 0xaa");
    }
    return bootRecord;
  }

  /** The third and fourth entry of a chain's record are often left-over bytes. */
  private static boolean isInside(
      Entry extended, long recordSector, long recordSectors, Entry entry) {
    long start = recordSector + entry.startSectors();
    return entry.startSectors() + entry.sizeSectors() <= recordSectors
        && start >= extended.startSectors()
        && start + entry.sizeSectors() <= extended.startSectors() + extended.sizeSectors();
  }

  private void add(int number, Entry entry, long startSector) {
    PartitionInfo partition =
        new PartitionInfo(
            PartitionTables.device(device, number),
            number,
            startSector * sectorSize,
            entry.sizeSectors() * sectorSize,
            "0x" + Integer.toHexString(entry.type()),
            MbrTypes.name(entry.type()).orElse(null),
            diskId.isEmpty() ? null : diskId + "-" + hex(number, 2),
            null,
            entry.bootIndicator() == 0x80);
    partitions.add(partition);
    if (number >= FIRST_LOGICAL || !entry.isExtended()) {
      volumes.add(partition);
    }
  }

  private static String hex(long value, int digits) {
    String text = Long.toHexString(value);
    return "0".repeat(Math.max(0, digits - text.length())) + text;
  }

  private void corrupt(long sector, String what) {
    problems.add(
        new CorruptImageException("extended boot record of " + device, sector * sectorSize, what)
            .problem(device, null));
  }

  private void limit(String what) {
    problems.add(new Problem("limit", device, null, what + "; the rest is not read"));
  }
}
