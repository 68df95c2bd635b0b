package io.guestkit.image.qcow2;

import io.guestkit.block.BlockSource;
import io.guestkit.block.CorruptImageException;
import io.guestkit.block.Struct;
import io.guestkit.image.Reference;
import io.guestkit.report.ImageInfo;
import io.guestkit.report.ImageLayer;
import io.guestkit.report.SnapshotInfo;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an image says of itself.
 *
 * @param backingFile the backing file, or null
 * @param dataFile the external data file, or null
 * @param snapshots all snapshots in the order of their table
 * @param chosen the snapshot that is read in place of the active state, or null
 */
record Qcow2Metadata(
    Qcow2Header header,
    @Nullable Reference backingFile,
    @Nullable Reference dataFile,
    List<Snapshot> snapshots,
    @Nullable Snapshot chosen) {

  /**
   * Reads everything but the cluster map.
   *
   * @param snapshot id or name of the snapshot to read, or null
   */
  static Qcow2Metadata read(BlockSource file, @Nullable String snapshot) throws IOException {
    Qcow2Header header = Qcow2Header.read(file);
    HeaderExtensions extensions = HeaderExtensions.read(file, header);
    extensions.checkFeatures(file, header);
    List<Snapshot> snapshots = Snapshot.readTable(file, header);
    return new Qcow2Metadata(
        header,
        backingFile(file, header, extensions),
        dataFile(file, header, extensions),
        snapshots,
        snapshot == null ? null : Snapshot.find(snapshots, snapshot, file.name()));
  }

  private static @Nullable Reference backingFile(
      BlockSource file, Qcow2Header header, HeaderExtensions extensions) throws IOException {
    int length = header.backingNameLength();
    if (header.backingNameOffset() == 0 || length == 0) {
      return null;
    }
    Struct s = Struct.bigEndian("backing file name", file, header.backingNameOffset(), length);
    return new Reference("backing file", s.utf8(0, length), extensions.backingFormat());
  }

  private static @Nullable Reference dataFile(
      BlockSource file, Qcow2Header header, HeaderExtensions extensions)
      throws CorruptImageException {
    if (!header.has(Qcow2Header.EXTERNAL_DATA_FILE)) {
      return null;
    }
    if (extensions.dataFile() == null) {
      throw new CorruptImageException(
          "header extensions of " + file.name(),
          header.length(),
          "the external data file is not named");
    }
    return new Reference("data file", extensions.dataFile(), "raw");
  }

  /** Returns the size of the disk, now or when the chosen snapshot was taken. */
  long diskSize() {
    return chosen == null ? header.size() : chosen.info().virtualSizeBytes();
  }

  /**
   * Reads the L1 table that maps the disk; what lies behind the disk, saved memory, is left out.
   */
  L1Table readL1(BlockSource file) throws IOException {
    long offset = chosen == null ? header.l1Offset() : chosen.l1Offset();
    long entries = chosen == null ? header.l1Size() : chosen.l1Size();
    int wanted = (int) Math.min(entries, header.l1Entries(diskSize()));
    return L1Table.read(file, offset, wanted, header.clusterSize());
  }

  /** Returns the bytes of the budget that this takes. */
  long memory() {
    long memory = 0;
    for (Snapshot snapshot : snapshots) {
      memory += snapshot.memory();
    }
    return memory;
  }

  /** Returns the name of the encryption, or null where the content is plain. */
  @Nullable String encryption() {
    return switch (header.cryptMethod()) {
      case 0 -> null;
      case 1 -> "aes";
      default -> "luks";
    };
  }

  /**
   * Returns the facts of the container.
   *
   * @param chain the images below, nearest first
   */
  ImageInfo info(long fileSize, List<ImageLayer> chain) {
    List<SnapshotInfo> snapshotInfos = new ArrayList<>();
    for (Snapshot snapshot : snapshots) {
      snapshotInfos.add(snapshot.info());
    }
    boolean v3 = header.version() >= 3; // version 2 has no feature bits
    return new ImageInfo(
        "qcow2",
        Integer.toString(header.version()),
        diskSize(),
        fileSize,
        header.clusterSize(),
        header.compressionType() == 0 ? "zlib" : "zstd",
        encryption(),
        header.has(Qcow2Header.DIRTY),
        v3 ? header.has(Qcow2Header.CORRUPT) : null,
        v3 ? (header.compatible() & Qcow2Header.LAZY_REFCOUNTS) != 0 : null,
        v3 ? header.has(Qcow2Header.EXTENDED_L2) : null,
        1 << header.refcountOrder(),
        backingFile == null ? null : backingFile.name(),
        backingFile == null ? null : backingFile.format(),
        dataFile == null ? null : dataFile.name(),
        chain,
        snapshotInfos);
  }
}
