package io.guestkit.volume.lvm2.map;

import io.guestkit.block.BlockSource;
import io.guestkit.block.Extent;
import io.guestkit.block.ImageException;
import io.guestkit.block.ReadSession;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.Supplier;

/**
 * Bytes that are known to exist and cannot be read.
 *
 * @param failure makes the exception that says why, anew for each read
 */
public record FailingSource(
    String name, long size, ReadSession session, Supplier<ImageException> failure)
    implements BlockSource {

  @Override
  public void readFully(long offset, ByteBuffer target) throws IOException {
    checkRange(offset, target.remaining());
    if (target.hasRemaining()) {
      throw failure.get();
    }
  }

  @Override
  public Extent extentAt(long offset) throws IOException {
    checkRange(offset, 1);
    return new Extent(Extent.Kind.DATA, size - offset);
  }
}
