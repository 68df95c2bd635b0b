package io.guestkit.report;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The facts of an image container. */
public record ImageInfo(
    @Component("Format of the container: raw, qcow2.") String format,
    @Component("Version of the format, as its specification counts.") @Nullable String version,
    @Component(value = "Size of the disk as the guest sees it.", unit = Unit.BYTES)
        long virtualSizeBytes,
    @Component(value = "Apparent size of the image file.", unit = Unit.BYTES) long fileSizeBytes,
    @Component(value = "Unit of allocation in the container.", unit = Unit.BYTES)
        @Nullable Long clusterSizeBytes,
    @Component("How compressed clusters are packed: zlib, zstd.") @Nullable String compressionType,
    @Component("Encryption of the payload: aes, luks; null where there is none.")
        @Nullable String encryption,
    @Component("Whether the container was not closed cleanly.") @Nullable Boolean dirty,
    @Component("Whether the container is marked as corrupt by the program that wrote it.")
        @Nullable Boolean corrupt,
    @Component("Whether reference counts are written late.") @Nullable Boolean lazyRefcounts,
    @Component("Whether clusters are allocated in subclusters.") @Nullable Boolean extendedL2,
    @Component("Width of a reference count in bits.") @Nullable Integer refcountBits,
    @Component("Backing file as the container names it.") @Nullable String backingFile,
    @Component("Format of the backing file as the container names it.")
        @Nullable String backingFormat,
    @Component("External data file as the container names it.") @Nullable String dataFile,
    @Component("The images below this one, nearest first.") List<ImageLayer> backingChain,
    @Component("The internal snapshots.") List<SnapshotInfo> snapshots) {
  /** Copies the lists. */
  public ImageInfo {
    backingChain = List.copyOf(backingChain);
    snapshots = List.copyOf(snapshots);
  }
}
