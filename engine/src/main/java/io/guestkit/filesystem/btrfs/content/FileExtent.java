package io.guestkit.filesystem.btrfs.content;

import io.guestkit.block.UnsupportedImageException;
import io.guestkit.filesystem.btrfs.compress.Decompression;
import io.guestkit.filesystem.btrfs.tree.Item;
import java.io.IOException;

/**
 * A run of a file. Little-endian. Source: Btrfs documentation, "On-disk Format",
 * btrfs_file_extent_item.
 *
 * @param start offset in the file
 * @param end offset behind its last byte
 * @param kind how it is stored
 * @param compression algorithm, {@link Decompression#NONE} where it is stored as it is
 * @param address logical address of what is stored
 * @param storedBytes bytes that are stored
 * @param offset of the run's first byte in what is stored, decompressed
 * @param plainBytes bytes of what is stored, decompressed
 * @param inline what is stored in the item, else empty
 */
@SuppressWarnings("ArrayRecordComponent")
record FileExtent(
    long start,
    long end,
    Kind kind,
    int compression,
    long address,
    long storedBytes,
    long offset,
    long plainBytes,
    byte[] inline) {

  /** How a run is stored. */
  enum Kind {
    /** In the item. */
    INLINE,
    /** At an address. */
    REGULAR,
    /** Nowhere, or not written yet. */
    ZERO
  }

  private static final byte[] NONE = {};
  private static final int INLINE_AT = 21;
  private static final int LENGTH = 53;
  private static final int PREALLOCATED = 2;

  /** 128 KiB: BTRFS_MAX_COMPRESSED and BTRFS_MAX_UNCOMPRESSED. */
  private static final long MAX_COMPRESSED = 128 << 10;

  static FileExtent read(Item item, int sectorSize) throws IOException {
    long start = item.offset();
    int compression = item.u8(16);
    int type = item.u8(20);
    item.check(compression <= Decompression.ZSTD, 16, "compression", compression);
    if (item.u8(17) != 0 || item.u16(18) != 0) {
      throw new UnsupportedImageException(
          "file extents that are encrypted or encoded otherwise are not read: "
              + item.corrupt(17, "encoding").getMessage());
    }
    item.check(type <= PREALLOCATED, 20, "type", type);
    long plain = item.u64(8);
    if (type == 0) {
      item.check(start == 0 && plain <= sectorSize, 8, "inline bytes", plain);
      byte[] bytes = item.bytes(INLINE_AT, item.length() - INLINE_AT);
      return new FileExtent(
          0, sectorSize, Kind.INLINE, compression, 0, bytes.length, 0, plain, bytes);
    }
    item.check(item.length() >= LENGTH, 0, "bytes of a run:", item.length());
    long address = item.u64(INLINE_AT);
    long stored = item.u64(29);
    long offset = item.u64(37);
    long length = item.u64(45);
    boolean fits = start >= 0 && start % sectorSize == 0 && start <= Long.MAX_VALUE - length;
    item.check(fits && length > 0 && length % sectorSize == 0, 45, "length", length);
    if (address == 0 || type == PREALLOCATED) {
      return new FileExtent(start, start + length, Kind.ZERO, 0, 0, 0, 0, 0, NONE);
    }
    long bound = compression == Decompression.NONE ? stored : plain;
    item.check(address % sectorSize == 0, INLINE_AT, "address", address);
    item.check(
        stored > 0
            && stored % sectorSize == 0
            && address <= Long.MAX_VALUE - stored
            && (compression == Decompression.NONE || stored <= MAX_COMPRESSED),
        29,
        "bytes stored",
        stored);
    item.check(
        compression == Decompression.NONE || plain <= MAX_COMPRESSED, 8, "bytes plain", plain);
    item.check(
        offset % sectorSize == 0 && length <= bound && offset <= bound - length,
        37,
        "offset",
        offset);
    return new FileExtent(
        start, start + length, Kind.REGULAR, compression, address, stored, offset, plain, NONE);
  }
}
