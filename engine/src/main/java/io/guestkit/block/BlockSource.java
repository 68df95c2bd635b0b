package io.guestkit.block;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Bytes that can be read at any offset: a file, a disk, a partition, the content of a file in a
 * guest. Borrowed, stateless and thread-safe; whoever opened the bytes closes them.
 */
public interface BlockSource {

  /** Returns what this is, for messages: a path, a device, a structure. */
  String name();

  /** Returns the length in bytes, never negative. */
  long size();

  /** Returns what the reading of this source shares with the rest of the inspection. */
  ReadSession session();

  /**
   * Fills the target from an offset.
   *
   * @throws CorruptImageException if the range is not inside this source
   */
  void readFully(long offset, ByteBuffer target) throws IOException;

  /**
   * Returns the run of equal kind that starts at an offset: DATA, or ZERO where every byte reads as
   * zero without being stored.
   *
   * @param offset from 0 to below {@link #size()}
   */
  default Extent extentAt(long offset) throws IOException {
    checkRange(offset, 1);
    return new Extent(Extent.Kind.DATA, size() - offset);
  }

  /**
   * Returns a part of this source as a source of its own.
   *
   * @throws CorruptImageException if the range is not inside this source
   */
  default BlockSource slice(String name, long offset, long length) throws IOException {
    checkRange(offset, length);
    return new SliceSource(name, this, offset, length);
  }

  /**
   * Returns a range as bytes. The caller bounds the length.
   *
   * @throws CorruptImageException if the range is not inside this source
   */
  default byte[] readBytes(long offset, int length) throws IOException {
    checkRange(offset, length);
    byte[] bytes = new byte[length];
    readFully(offset, ByteBuffer.wrap(bytes));
    return bytes;
  }

  /**
   * Checks that a range lies inside this source.
   *
   * @throws CorruptImageException if it does not
   */
  default void checkRange(long offset, long length) throws CorruptImageException {
    if (offset < 0 || length < 0 || offset > size() - length) {
      throw new CorruptImageException(
          name(), offset, "%d bytes wanted, past the end at %d".formatted(length, size()));
    }
  }
}
