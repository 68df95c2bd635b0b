package io.guestkit.filesystem.fat;

import io.guestkit.block.BlockSource;
import io.guestkit.block.Extent;
import io.guestkit.block.ReadSession;
import java.io.IOException;
import java.nio.ByteBuffer;

/** The content of a file: the clusters of its chain up to its size. */
record FatContent(
    String name, long size, BlockSource volume, FatBootSector boot, ClusterChain chain)
    implements BlockSource {
  /** 1024: with 4 KiB clusters, 4 MiB in one read. */
  private static final int MAX_RUN = 1024;

  @Override
  public ReadSession session() {
    return volume.session();
  }

  @Override
  public void readFully(long offset, ByteBuffer target) throws IOException {
    checkRange(offset, target.remaining());
    int end = target.limit();
    long position = offset;
    while (target.hasRemaining()) {
      long run = runLength(position, target.remaining());
      target.limit(target.position() + (int) run);
      volume.readFully(place(position), target);
      target.limit(end);
      position += run;
    }
  }

  @Override
  public Extent extentAt(long offset) throws IOException {
    checkRange(offset, 1);
    Extent extent = volume.extentAt(place(offset));
    long wanted = Math.min(extent.length(), size - offset);
    return new Extent(extent.kind(), runLength(offset, wanted));
  }

  private long place(long offset) throws IOException {
    int clusterSize = boot.clusterSize();
    return boot.clusterOffset(chain.require(offset / clusterSize)) + offset % clusterSize;
  }

  /** Returns how many of the wanted bytes stand together in the volume. */
  private long runLength(long offset, long wanted) throws IOException {
    int clusterSize = boot.clusterSize();
    long within = offset % clusterSize;
    long needed = (within + wanted + clusterSize - 1) / clusterSize;
    int clusters = chain.contiguous(offset / clusterSize, (int) Math.min(needed, MAX_RUN));
    return Math.min(wanted, (long) clusters * clusterSize - within);
  }
}
