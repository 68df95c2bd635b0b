package io.guestkit.filesystem.fat;

import io.guestkit.block.BlockSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Goes over the 32-byte entries of a directory, cluster by cluster. */
final class SlotCursor {
  /** 4096: the usual cluster; larger ones are read in parts. */
  private static final int CHUNK = 4096;

  private final BlockSource volume;
  private final FatBootSector boot;
  private final FatEntry directory;
  private final ClusterChain chain;
  private long position;
  private ByteBuffer chunk = ByteBuffer.allocate(0);
  private long chunkOffset;
  private int at;

  SlotCursor(BlockSource volume, FatBootSector boot, FatTable table, FatEntry directory) {
    this.volume = volume;
    this.boot = boot;
    this.directory = directory;
    this.chain = new ClusterChain(table, (int) directory.cluster(), "directory");
  }

  /** Goes to the next entry and returns whether there is one. */
  boolean next() throws IOException {
    at += FatDirent.LENGTH;
    if (at < chunk.capacity()) {
      return true;
    }
    if (position >= directory.size()) {
      return false;
    }
    chunkOffset = place();
    int unit = directory.isFixedRoot() ? (int) directory.size() : boot.clusterSize();
    int length = (int) Math.min(CHUNK, unit - position % unit);
    ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    volume.readFully(chunkOffset, bytes);
    volume.session().budget().check();
    chunk = bytes;
    position += length;
    at = 0;
    return true;
  }

  private long place() throws IOException {
    if (directory.isFixedRoot()) {
      return boot.rootOffset() + position;
    }
    int clusterSize = boot.clusterSize();
    int cluster = chain.require(position / clusterSize);
    return boot.clusterOffset(cluster) + position % clusterSize;
  }

  /** Returns the entry's bytes. */
  ByteBuffer slot() {
    return chunk.slice(at, FatDirent.LENGTH).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Returns where the entry stands in the volume. */
  long offset() {
    return chunkOffset + at;
  }
}
