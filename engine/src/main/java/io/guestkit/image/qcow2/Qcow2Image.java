package io.guestkit.image.qcow2;

import io.guestkit.block.BlockSource;
import io.guestkit.block.CorruptImageException;
import io.guestkit.block.Extent;
import io.guestkit.block.FileSource;
import io.guestkit.block.LockedImageException;
import io.guestkit.block.ReadSession;
import io.guestkit.block.Zeros;
import io.guestkit.image.DiskImage;
import io.guestkit.image.qcow2.ClusterMap.Steps;
import io.guestkit.report.ImageInfo;
import io.guestkit.report.ImageLayer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** An open qcow2 image. */
final class Qcow2Image implements DiskImage {
  private final FileSource file;
  private final Qcow2Metadata metadata;
  private final L1Table l1;
  private final @Nullable DiskImage dataFile;
  private final @Nullable DiskImage backing;
  private final long size;
  private final ClusterMap map;
  private final CompressedClusters compressed;
  private final BlockSource clusters;
  private final AtomicBoolean closed = new AtomicBoolean();

  /** Takes over what it is given. */
  Qcow2Image(
      FileSource file,
      Qcow2Metadata metadata,
      L1Table l1,
      @Nullable DiskImage dataFile,
      @Nullable DiskImage backing) {
    this.file = file;
    this.metadata = metadata;
    this.l1 = l1;
    this.dataFile = dataFile;
    this.backing = backing;
    this.size = metadata.diskSize();
    this.map = new ClusterMap(file, metadata.header(), l1);
    this.compressed = new CompressedClusters(file, metadata.header());
    this.clusters = dataFile == null ? file : dataFile;
  }

  @Override
  public String name() {
    return file.name();
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public ReadSession session() {
    return file.session();
  }

  @Override
  public ImageInfo info() {
    List<ImageLayer> chain = new ArrayList<>();
    if (backing != null) {
      ImageInfo below = backing.info();
      String name = backing.name().substring(backing.name().lastIndexOf('/') + 1);
      chain.add(new ImageLayer(name, below.format(), below.virtualSizeBytes()));
      chain.addAll(below.backingChain());
    }
    return metadata.info(file.size(), chain);
  }

  @Override
  public void readFully(long offset, ByteBuffer target) throws IOException {
    checkRange(offset, target.remaining());
    if (metadata.encryption() != null) {
      throw new LockedImageException(
          "%s: the content is encrypted (%s) and no key was given"
              .formatted(name(), metadata.encryption()));
    }
    int end = target.limit();
    long position = offset;
    while (target.hasRemaining()) {
      session().budget().check();
      ClusterRun run = map.runAt(position, target.remaining(), new Steps());
      target.limit(target.position() + (int) run.length());
      readRun(run, position, target);
      target.limit(end);
      position += run.length();
    }
  }

  private void readRun(ClusterRun run, long position, ByteBuffer target) throws IOException {
    switch (run.kind()) {
      case UNALLOCATED -> readBacking(position, target);
      case ZERO -> Zeros.fill(target);
      case NORMAL -> readClusters(run.host(), target);
      case COMPRESSED -> {
        byte[] cluster = compressed.read(run.host());
        int within = (int) (position & (cluster.length - 1));
        target.put(cluster, within, target.remaining());
      }
    }
  }

  private void readBacking(long position, ByteBuffer target) throws IOException {
    if (backing != null) {
      readAsLongAs(backing, position, target);
    }
    Zeros.fill(target);
  }

  /** The file may end inside of its last cluster, behind what was written of that. */
  private void readClusters(long host, ByteBuffer target) throws IOException {
    long lastCluster = (host + target.remaining() - 1) & -metadata.header().clusterSize();
    if (lastCluster >= clusters.size()) {
      throw new CorruptImageException(
          "cluster of " + clusters.name(),
          lastCluster,
          "past the end at %d".formatted(clusters.size()));
    }
    readAsLongAs(clusters, host, target);
    Zeros.fill(target);
  }

  /** Reads what the source has of a range, and leaves the rest of the target. */
  private static void readAsLongAs(BlockSource source, long offset, ByteBuffer target)
      throws IOException {
    long available = Math.min(source.size() - offset, target.remaining());
    if (available > 0) {
      int end = target.limit();
      target.limit(target.position() + (int) available);
      source.readFully(offset, target);
      target.limit(end);
    }
  }

  @Override
  public Extent extentAt(long offset) throws IOException {
    checkRange(offset, 1);
    return extentAt(offset, size - offset, new Steps());
  }

  /** Returns a run that is not looked for beyond a limit: a chain is walked once, not per image. */
  private Extent extentAt(long offset, long limit, Steps steps) throws IOException {
    Extent first = pieceAt(offset, limit, steps);
    long length = first.length();
    while (length < limit && !steps.isSpent()) {
      Extent next = pieceAt(offset + length, limit - length, steps);
      if (next.kind() != first.kind()) {
        break;
      }
      length += next.length();
    }
    return new Extent(first.kind(), length);
  }

  private Extent pieceAt(long offset, long limit, Steps steps) throws IOException {
    ClusterRun run = map.runAt(offset, limit, steps);
    return switch (run.kind()) {
      case ZERO -> new Extent(Extent.Kind.ZERO, run.length());
      case NORMAL, COMPRESSED -> new Extent(Extent.Kind.DATA, run.length());
      case UNALLOCATED -> backingExtentAt(offset, run.length(), steps);
    };
  }

  private Extent backingExtentAt(long offset, long length, Steps steps) throws IOException {
    if (backing == null || offset >= backing.size()) {
      return new Extent(Extent.Kind.ZERO, length);
    }
    long within = Math.min(length, backing.size() - offset);
    Extent extent =
        backing instanceof Qcow2Image image
            ? image.extentAt(offset, within, steps)
            : backing.extentAt(offset);
    return new Extent(extent.kind(), Math.min(extent.length(), within));
  }

  @Override
  public void close() throws IOException {
    if (closed.getAndSet(true)) {
      return;
    }
    session().budget().release(l1.memory() + metadata.memory());
    try {
      closeIfOpen(backing);
    } finally {
      try {
        closeIfOpen(dataFile);
      } finally {
        file.close();
      }
    }
  }

  private static void closeIfOpen(@Nullable DiskImage image) throws IOException {
    if (image != null) {
      image.close();
    }
  }
}
