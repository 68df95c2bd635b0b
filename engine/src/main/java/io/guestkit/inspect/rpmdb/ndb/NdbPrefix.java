package io.guestkit.inspect.rpmdb.ndb;

import io.guestkit.block.BlockSource;
import io.guestkit.block.Struct;
import io.guestkit.block.UnsupportedImageException;
import java.io.IOException;

/**
 * What the file begins with, in the place of its first two slots.
 *
 * @param slotPages pages of 4096 bytes that the slots fill, this prefix included
 */
record NdbPrefix(long slotPages) {
  /** Slots whose place it takes. */
  static final int SLOTS = 2;

  private static final int BYTES = 32;

  /** "RpmP". */
  private static final long MAGIC = 0x506d_7052L;

  static NdbPrefix read(BlockSource file) throws IOException {
    Struct s = Struct.littleEndian("NDB header", file, 0, BYTES);
    long magic = s.u32(0);
    long version = s.u32(4);
    long slotPages = s.u32(12);

    s.check(magic == MAGIC, 0, "signature %#x", magic);
    if (version != 0) {
      throw new UnsupportedImageException(
          "%s: NDB of version %d, not 0".formatted(file.name(), version));
    }
    s.check(slotPages > 0, 12, "no page of slots");
    return new NdbPrefix(slotPages);
  }
}
