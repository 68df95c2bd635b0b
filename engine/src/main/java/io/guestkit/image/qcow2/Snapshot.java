package io.guestkit.image.qcow2;

import io.guestkit.block.BlockSource;
import io.guestkit.block.CorruptImageException;
import io.guestkit.block.MissingImageException;
import io.guestkit.block.Struct;
import io.guestkit.report.SnapshotInfo;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Snapshot table entry, big-endian. Source: qcow2.txt, "Snapshots".
 *
 * @param l1Offset byte offset of the snapshot's L1 table in the file
 * @param l1Size entries of that table
 * @param length bytes of this entry with its padding
 * @param memory bytes of the budget that it takes
 * @param info what it is
 */
record Snapshot(long l1Offset, long l1Size, long length, long memory, SnapshotInfo info) {
  private static final int FIXED_LENGTH = 40;

  /** 1024, as QEMU. */
  private static final long MAX_EXTRA = 1024;

  /** 64 MiB, as QEMU: 1 KiB for each of the most snapshots there can be. */
  private static final long MAX_TABLE = 64 << 20;

  /** An object with two strings, to the power of two above. */
  private static final long MEMORY = 256;

  /**
   * Reads the snapshot table.
   *
   * @throws CorruptImageException if an entry is not inside the file, or they are too long together
   */
  static List<Snapshot> readTable(BlockSource file, Qcow2Header header) throws IOException {
    List<Snapshot> snapshots = new ArrayList<>();
    long offset = header.snapshotsOffset();
    for (long i = 0; i < header.snapshotCount(); i++) {
      file.session().budget().countEntries(1);
      if (offset - header.snapshotsOffset() > MAX_TABLE) {
        throw new CorruptImageException(
            "snapshot table of " + file.name(),
            offset,
            "longer than %d bytes".formatted(MAX_TABLE));
      }
      Snapshot snapshot = read(file, offset, header);
      snapshots.add(snapshot);
      offset += snapshot.length;
    }
    return snapshots;
  }

  static Snapshot read(BlockSource file, long offset, Qcow2Header header) throws IOException {
    Struct s = Struct.bigEndian("snapshot table entry", file, offset, FIXED_LENGTH);
    long l1Offset = s.u64(0);
    long l1Size = s.u32(8);
    int idLength = s.u16(12);
    int nameLength = s.u16(14);
    long seconds = s.u32(16);
    long nanoseconds = s.u32(20);
    long extra = s.u32(36);

    s.check(extra <= MAX_EXTRA, 36, "extra data of %d bytes", extra);
    int length = FIXED_LENGTH + (int) extra + idLength + nameLength;
    file.session().budget().reserve(MEMORY + idLength + nameLength, "snapshots of " + file.name());
    Struct whole = Struct.bigEndian("snapshot table entry", file, offset, length);
    long stateSize = extra >= 8 ? whole.u64(40) : whole.u32(32);
    long diskSize = extra >= 16 ? whole.u64(48) : header.size();
    int names = FIXED_LENGTH + (int) extra;
    SnapshotInfo info =
        new SnapshotInfo(
            whole.utf8(names, idLength),
            whole.utf8(names + idLength, nameLength),
            Instant.ofEpochSecond(seconds, nanoseconds),
            diskSize,
            stateSize);
    return new Snapshot(
        l1Offset, l1Size, (length + 7L) / 8 * 8, MEMORY + idLength + nameLength, info);
  }

  /**
   * Returns the snapshot with an id, or else the first with that name.
   *
   * @throws MissingImageException if there is none
   */
  static Snapshot find(List<Snapshot> snapshots, String idOrName, String image)
      throws MissingImageException {
    for (Snapshot snapshot : snapshots) {
      if (snapshot.info.id().equals(idOrName)) {
        return snapshot;
      }
    }
    for (Snapshot snapshot : snapshots) {
      if (snapshot.info.name().equals(idOrName)) {
        return snapshot;
      }
    }
    throw new MissingImageException(
        "%s: no snapshot has the id or name \"%s\"; there are %d"
            .formatted(image, idOrName, snapshots.size()));
  }
}
