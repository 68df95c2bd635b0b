package io.guestkit.inspect.rpmdb.ndb;

import io.guestkit.block.BlockSource;
import io.guestkit.block.CorruptImageException;
import io.guestkit.block.ImageException;
import io.guestkit.block.Struct;
import io.guestkit.block.UnsupportedImageException;
import io.guestkit.inspect.rpmdb.RpmHeaders;
import java.util.Optional;

/**
 * A slot of the table, 16 bytes, little-endian.
 *
 * @param offset where the slot is in the file
 * @param number number of the package
 * @param firstBlock first block of its blob, in blocks of 16 bytes
 * @param blocks blocks of its blob
 */
record NdbSlot(long offset, long number, long firstBlock, long blocks) {
  static final int BYTES = 16;
  static final int BLOCK_BYTES = 16;

  /** "Slot". */
  private static final long MAGIC = 0x746f_6c53L;

  /** Two blocks: a blob's head and tail alone. */
  private static final int MIN_BLOCKS = 2;

  /** Returns the slot, or empty where it is free. */
  static Optional<NdbSlot> read(Struct page, int at) throws ImageException {
    long magic = page.u32(at);
    long number = page.u32(at + 4);
    long firstBlock = page.u32(at + 8);
    long blocks = page.u32(at + 12);

    page.check(magic == MAGIC, at, "signature %#x of a slot", magic);
    if (firstBlock == 0) {
      return Optional.empty();
    }
    page.check(number != 0, at + 4, "a slot without a number");
    page.check(blocks >= MIN_BLOCKS, at + 12, "a blob of %d blocks", blocks);
    return Optional.of(new NdbSlot(page.offset() + at, number, firstBlock, blocks));
  }

  long endBlock() {
    return firstBlock + blocks;
  }

  /**
   * Returns the size of its blob.
   *
   * @throws CorruptImageException if it is past the file's end
   * @throws UnsupportedImageException if it is larger than a header is read to
   */
  int bytes(BlockSource file) throws ImageException {
    long bytes = blocks * BLOCK_BYTES;
    if (endBlock() > file.size() / BLOCK_BYTES) {
      throw new CorruptImageException(
          file.name(),
          offset,
          "blob %d has %d bytes at %d, the file ends at %d"
              .formatted(number, bytes, firstBlock * BLOCK_BYTES, file.size()));
    }
    if (bytes > RpmHeaders.MAX_HEADER_BYTES) {
      throw new UnsupportedImageException(
          "%s: blob %d has %d bytes, more than the %d that a header is read to"
              .formatted(file.name(), number, bytes, RpmHeaders.MAX_HEADER_BYTES));
    }
    return (int) bytes;
  }
}
