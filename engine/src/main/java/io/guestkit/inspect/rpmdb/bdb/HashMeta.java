package io.guestkit.inspect.rpmdb.bdb;

import io.guestkit.block.BlockSource;
import io.guestkit.block.LockedImageException;
import io.guestkit.block.Struct;
import io.guestkit.block.UnsupportedImageException;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * The metadata page of a hash file, in the byte order of the machine that wrote it.
 *
 * @param order the byte order of all pages
 * @param pageBytes size of a page, a power of two from 512 to 65536
 * @param headerBytes bytes of a page before its items: 26, 32 with a checksum
 * @param lastPage number of the last page
 * @param maxBucket number of the last bucket
 * @param spares for each doubling of the buckets what its pages are moved by, 32 numbers
 */
record HashMeta(
    ByteOrder order,
    int pageBytes,
    int headerBytes,
    long lastPage,
    long maxBucket,
    List<Long> spares) {
  /** Bytes up to the spares' end. */
  private static final int BYTES = 96 + 32 * 4;

  private static final String NAME = "metadata page";
  private static final int MAGIC_AT = 12;
  private static final int MAGIC = 0x0006_1561;
  private static final int BTREE_MAGIC = 0x0005_3162;

  /** Type of this page. */
  private static final int TYPE = 8;

  /** 5 came with Berkeley DB 3.0, before whose 3.1 rpm 4 did not use it; 10 is that of 6.x. */
  private static final int MIN_VERSION = 5;

  private static final int MAX_VERSION = 10;
  private static final int MIN_PAGE_BYTES = 512;
  private static final int MAX_PAGE_BYTES = 65536;

  /** 16 million: 8 GiB of the smallest pages. Bounds what is kept of the pages seen. */
  private static final long MAX_PAGES = 1L << 24;

  private static final int PLAIN_HEADER_BYTES = 26;
  private static final int CHECKSUM_HEADER_BYTES = 32;
  private static final int FLAG_CHECKSUM = 1;
  private static final int SPARES = 32;

  static HashMeta read(BlockSource file) throws IOException {
    ByteOrder order = order(file);
    Struct s =
        order == ByteOrder.BIG_ENDIAN
            ? Struct.bigEndian(NAME, file, 0, BYTES)
            : Struct.littleEndian(NAME, file, 0, BYTES);
    long version = s.u32(16);
    long pageBytes = s.u32(20);
    int encryption = s.u8(24);
    int type = s.u8(25);
    int flags = s.u8(26);
    long lastPage = s.u32(32);
    long maxBucket = s.u32(72);
    List<Long> spares = new ArrayList<>(SPARES);
    for (int i = 0; i < SPARES; i++) {
      spares.add(s.u32(96 + 4 * i));
    }

    if (version < MIN_VERSION || version > MAX_VERSION) {
      throw new UnsupportedImageException(
          "%s: a hash file of version %d, not %d to %d"
              .formatted(file.name(), version, MIN_VERSION, MAX_VERSION));
    }
    if (encryption != 0) {
      throw new LockedImageException(file.name() + ": an encrypted Berkeley DB file");
    }
    s.check(type == TYPE, 25, "page type %d, not %d", type, TYPE);
    boolean size = pageBytes >= MIN_PAGE_BYTES && pageBytes <= MAX_PAGE_BYTES;
    s.check(size && Long.bitCount(pageBytes) == 1, 20, "page size %d", pageBytes);
    if ((flags & ~FLAG_CHECKSUM) != 0) {
      throw new UnsupportedImageException(file.name() + ": a partitioned Berkeley DB file");
    }
    if (lastPage > MAX_PAGES) {
      throw new UnsupportedImageException(
          "%s: %d pages, more than the %d that are read"
              .formatted(file.name(), lastPage, MAX_PAGES));
    }
    s.check(maxBucket <= lastPage, 72, "%d buckets in %d pages", maxBucket, lastPage);
    int header = (flags & FLAG_CHECKSUM) != 0 ? CHECKSUM_HEADER_BYTES : PLAIN_HEADER_BYTES;
    return new HashMeta(order, (int) pageBytes, header, lastPage, maxBucket, spares);
  }

  private static ByteOrder order(BlockSource file) throws IOException {
    Struct s = Struct.bigEndian(NAME, file, 0, MAGIC_AT + 4);
    int bigEndian = s.i32(MAGIC_AT);
    int littleEndian = Integer.reverseBytes(bigEndian);
    if (bigEndian == BTREE_MAGIC || littleEndian == BTREE_MAGIC) {
      throw new UnsupportedImageException(
          file.name() + ": the headers are in a B-tree of Berkeley DB, not in a hash file");
    }
    boolean hash = bigEndian == MAGIC || littleEndian == MAGIC;
    s.check(hash, MAGIC_AT, "signature %#x of no hash file", littleEndian);
    return bigEndian == MAGIC ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
  }

  /** Returns the first page of a bucket: its number, moved by what its doubling is moved by. */
  long pageOf(long bucket) {
    int doubling = Long.SIZE - Long.numberOfLeadingZeros(bucket);
    return bucket + spares.get(doubling);
  }
}
