package io.guestkit.volume.gpt;

import io.guestkit.block.BlockSource;
import io.guestkit.block.Budget;
import io.guestkit.block.CorruptImageException;
import io.guestkit.block.Struct;
import io.guestkit.report.PartitionInfo;
import io.guestkit.report.PartitionTableInfo;
import io.guestkit.report.Problem;
import io.guestkit.volume.MasterBootRecord;
import io.guestkit.volume.PartitionTable;
import io.guestkit.volume.PartitionTables;
import io.guestkit.volume.Volume;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/** Reads the table of one disk: the primary, or where that is damaged the backup. */
final class GptReader {
  private static final int[] SECTOR_SIZES = {512, 4096};

  private final String device;
  private final BlockSource disk;
  private final List<Problem> problems = new ArrayList<>();
  private final Map<Integer, Long> attributes = new HashMap<>();

  /** The first copy whose header is sound though its entries do not match their checksum. */
  private @Nullable GptHeader doubtful;

  /** Why the copy that should have been read was not. */
  private @Nullable CorruptImageException failure;

  GptReader(Volume disk) {
    this.device = disk.device();
    this.disk = disk.source();
  }

  PartitionTable read() throws IOException {
    if (MasterBootRecord.ofDisk(disk).filter(MasterBootRecord::isProtective).isEmpty()) {
      corrupt("the protective boot record is missing; the GUID partition table is read");
    }
    Optional<GptHeader> header = primary();
    if (header.isEmpty()) {
      header = backup();
      if (header.isPresent()) {
        corrupt("%s; the backup at the end of the disk is read".formatted(reason()));
      } else if (doubtful != null) {
        header = Optional.of(doubtful);
        corrupt("%s; read nevertheless, as no sound copy is left".formatted(reason()));
      }
    }
    return table(
        header.orElseThrow(() ->
            failure != null
                ? failure
                : new CorruptImageException(
                    "GPT header of " + device,
                    512,
                    "no signature, though the boot record announces a GUID partition table")));
  }

  private Optional<GptHeader> primary() throws IOException {
    for (int sectorSize : SECTOR_SIZES) {
      if (GptHeader.isAt(disk, sectorSize)) {
        Optional<GptHeader> header = sound(sectorSize, sectorSize);
        if (header.isPresent()) {
          return header;
        }
      }
    }
    return Optional.empty();
  }

  /** Returns the copy in the last block, or where a damaged primary says that it is. */
  private Optional<GptHeader> backup() throws IOException {
    for (int sectorSize : SECTOR_SIZES) {
      List<Long> places = new ArrayList<>();
      places.add(disk.size() / sectorSize - 1);
      if (GptHeader.isAt(disk, sectorSize)) {
        places.add(GptHeader.alternateLba(disk, sectorSize));
      }
      for (long lba : places) {
        if (lba > 1 && lba < disk.size() / sectorSize && GptHeader.isAt(disk, lba * sectorSize)) {
          Optional<GptHeader> header = sound(lba * sectorSize, sectorSize);
          if (header.isPresent()) {
            return header;
          }
        }
      }
    }
    return Optional.empty();
  }

  private Optional<GptHeader> sound(long offset, int sectorSize) throws IOException {
    try {
      GptHeader header = GptHeader.read(disk, offset, sectorSize);
      long crc = entriesCrc(header);
      if (crc == header.entriesCrc()) {
        return Optional.of(header);
      }
      if (doubtful == null) {
        doubtful = header;
      }
      throw new CorruptImageException(
          "GPT entries of " + device,
          header.entriesOffset(),
          "checksum %#010x, the header says %#010x".formatted(crc, header.entriesCrc()));
    } catch (CorruptImageException e) {
      if (failure == null) {
        failure = e;
      }
      return Optional.empty();
    }
  }

  private String reason() {
    return failure == null ? "no primary GPT header" : String.valueOf(failure.getMessage());
  }

  private long entriesCrc(GptHeader header) throws IOException {
    Struct entries = entries(header);
    CRC32 crc = new CRC32();
    crc.update(entries.bytes(0, entries.length()));
    return crc.getValue();
  }

  private Struct entries(GptHeader header) throws IOException {
    int length = header.entryCount() * header.entrySize();
    Budget budget = disk.session().budget();
    budget.reserve(length, "GPT entries of " + device);
    try {
      return Struct.littleEndian("GPT entries", disk, header.entriesOffset(), length);
    } finally {
      budget.release(length); // garbage as soon as the table is read
    }
  }

  private PartitionTable table(GptHeader header) throws IOException {
    Struct array = entries(header);
    List<PartitionInfo> partitions = new ArrayList<>();
    int used = 0;
    for (int index = 0; index < header.entryCount(); index++) {
      Struct entry = array.inner("GPT entry", index * header.entrySize(), GptEntry.LENGTH);
      if (GptEntry.isUsed(entry) && used++ < PartitionTables.MAX_PARTITIONS) {
        add(partitions, index + 1, entry, header.sectorSize());
      }
    }
    if (used > PartitionTables.MAX_PARTITIONS) {
      problems.add(
          new Problem(
              "limit",
              device,
              null,
              "%d partitions, the first %d are read"
                  .formatted(used, PartitionTables.MAX_PARTITIONS)));
    }
    return new PartitionTable(
        new PartitionTableInfo(
            device, "gpt", header.diskId().toString(), header.sectorSize(), partitions),
        partitions,
        attributes,
        problems);
  }

  private void add(List<PartitionInfo> partitions, int number, Struct bytes, int sectorSize) {
    String name = PartitionTables.device(device, number);
    try {
      GptEntry entry = GptEntry.read(bytes, sectorSize);
      String type = entry.type().toString();
      partitions.add(
          new PartitionInfo(
              name,
              number,
              entry.startBytes(),
              entry.sizeBytes(),
              type,
              GptTypes.name(type).orElse(null),
              entry.id().toString(),
              entry.name().isEmpty() ? null : entry.name(),
              entry.isBootable()));
      if (entry.attributes() != 0) {
        attributes.put(number, entry.attributes());
      }
    } catch (CorruptImageException e) {
      problems.add(e.problem(name, null));
    }
  }

  private void corrupt(String message) {
    problems.add(PartitionTables.corrupt(device, message));
  }
}
