package io.guestkit.image.qcow2;

import io.guestkit.block.CorruptImageException;
import io.guestkit.block.FileSource;
import io.guestkit.codec.ZstdFrames;
import java.io.IOException;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Compressed clusters, decompressed once while the file's cache keeps them. Source: qcow2.txt,
 * "Compressed Clusters Descriptor".
 */
final class CompressedClusters {
  private static final int SECTOR = 512;

  private final FileSource file;
  private final boolean isZstd;
  private final int clusterSize;
  private final int offsetBits;
  private final ZstdFrames zstd = new ZstdFrames();

  CompressedClusters(FileSource file, Qcow2Header header) {
    this.file = file;
    this.isZstd = header.compressionType() == 1;
    this.clusterSize = (int) header.clusterSize();
    this.offsetBits = 62 - (header.clusterBits() - 8);
  }

  /**
   * Returns a whole cluster, which the caller does not change.
   *
   * @param descriptor the L2 entry without its two highest bits
   * @throws CorruptImageException if it lies outside of the file or does not decompress
   */
  byte[] read(long descriptor) throws IOException {
    byte[] kept = file.decoded(descriptor);
    if (kept != null) {
      return kept;
    }
    long offset = descriptor & ((1L << offsetBits) - 1);
    long sectors = (descriptor >>> offsetBits) + 1;
    if (offset >= file.size()) {
      throw corrupt(offset, "past the end at %d".formatted(file.size()));
    }
    long length = Math.min(sectors * SECTOR - offset % SECTOR, file.size() - offset);
    byte[] input = file.readBytes(offset, (int) length);
    byte[] cluster = new byte[clusterSize];
    try {
      if (isZstd) {
        zstd.decompress(input, cluster);
      } else {
        inflate(input, cluster);
      }
    } catch (DataFormatException e) {
      throw corrupt(offset, String.valueOf(e.getMessage()));
    }
    file.keepDecoded(descriptor, cluster);
    return cluster;
  }

  /** Raw deflate, without zlib's header; what follows the stream in its last sector is not its. */
  private static void inflate(byte[] input, byte[] output) throws DataFormatException {
    Inflater inflater = new Inflater(true);
    try {
      inflater.setInput(input);
      int filled = 0;
      while (filled < output.length) {
        int count = inflater.inflate(output, filled, output.length - filled);
        if (count == 0) {
          throw new DataFormatException("%d bytes in place of %d".formatted(filled, output.length));
        }
        filled += count;
      }
    } finally {
      inflater.end();
    }
  }

  private CorruptImageException corrupt(long offset, String what) {
    return new CorruptImageException("compressed cluster of " + file.name(), offset, what);
  }
}
