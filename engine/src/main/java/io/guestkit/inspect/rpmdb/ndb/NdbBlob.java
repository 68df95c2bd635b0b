package io.guestkit.inspect.rpmdb.ndb;

import io.guestkit.block.BlockSource;
import io.guestkit.block.CorruptImageException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.Adler32;

/**
 * A blob, little-endian: a head of 16 bytes (signature, number, generation, length), the header,
 * zeros up to a multiple of 16, a tail of 12 (Adler-32 of all before it, length, signature).
 *
 * @param header the header of a package
 */
record NdbBlob(ByteBuffer header) {
  private static final int HEAD_BYTES = 16;
  private static final int TAIL_BYTES = 12;

  /** "BlbS". */
  private static final int HEAD_MAGIC = 0x5362_6c42;

  /** "BlbE". */
  private static final int TAIL_MAGIC = 0x4562_6c42;

  /**
   * Reads the blob of a slot.
   *
   * @param bytes its size, which the caller has bounded
   */
  static NdbBlob read(BlockSource file, NdbSlot slot, int bytes) throws IOException {
    long offset = slot.firstBlock() * NdbSlot.BLOCK_BYTES;
    byte[] blob = file.readBytes(offset, bytes);
    ByteBuffer b = ByteBuffer.wrap(blob).order(ByteOrder.LITTLE_ENDIAN);
    int tail = bytes - TAIL_BYTES;
    int number = b.getInt(4);
    int length = b.getInt(12);
    int tailLength = b.getInt(tail + 4);
    if (b.getInt(0) != HEAD_MAGIC || b.getInt(tail + 8) != TAIL_MAGIC) {
      throw corrupt(file, slot, offset, "no blob begins and ends there");
    }
    if (number != (int) slot.number()) {
      throw corrupt(file, slot, offset + 4, "it is that of package %d".formatted(number));
    }
    if (length < 0 || length > tail - HEAD_BYTES || tailLength != length) {
      throw corrupt(
          file, slot, offset + 12, "%d and %d bytes in %d".formatted(length, tailLength, bytes));
    }
    Adler32 adler = new Adler32();
    adler.update(blob, 0, tail);
    if ((int) adler.getValue() != b.getInt(tail)) {
      throw corrupt(file, slot, offset + tail, "its checksum is another one");
    }
    return new NdbBlob(ByteBuffer.wrap(blob, HEAD_BYTES, length));
  }

  private static CorruptImageException corrupt(
      BlockSource file, NdbSlot slot, long offset, String what) {
    return new CorruptImageException(
        "blob %d of %s".formatted(slot.number(), file.name()), offset, what);
  }
}
