package io.guestkit.filesystem.btrfs.content;

import io.guestkit.block.BlockCache;
import io.guestkit.block.CorruptImageException;
import io.guestkit.filesystem.btrfs.compress.Decompression;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import org.jspecify.annotations.Nullable;

/** Decompresses extents. Those of which only a part was wanted are kept for the next part. */
final class CompressedExtents {
  /** 64 KiB: the largest sector, all of which is compressed though a file is shorter. */
  private static final int MAX_SECTOR = 64 << 10;

  private final Decompression decompression;
  private final BlockCache cache;

  /** In whose name the cache keeps blocks; what else this holds does not stay with them. */
  private final Object owner = new Object();

  private final DataReader data;

  CompressedExtents(DataReader data) {
    this.data = data;
    this.decompression = new Decompression(data.sectorSize());
    this.cache = data.space().session().cache();
  }

  DataReader data() {
    return data;
  }

  byte @Nullable [] kept(FileExtent extent) {
    return cache.get(owner, extent.address());
  }

  void keep(FileExtent extent, byte[] plain) {
    cache.put(owner, extent.address(), plain);
  }

  /**
   * Returns all of an extent; what the stream leaves out is zero.
   *
   * @param from where the extent starts in the input
   */
  byte[] decompress(String file, FileExtent extent, byte[] input, int from)
      throws CorruptImageException {
    boolean isInline = extent.kind() == FileExtent.Kind.INLINE;
    byte[] plain = new byte[isInline ? MAX_SECTOR : (int) extent.plainBytes()];
    try {
      int length = (int) extent.storedBytes();
      decompression.decompress(extent.compression(), input, from, length, plain, 0);
    } catch (DataFormatException e) {
      throw new CorruptImageException(file, extent.start(), "compressed data: " + e.getMessage());
    }
    return isInline ? Arrays.copyOf(plain, (int) extent.plainBytes()) : plain;
  }
}
