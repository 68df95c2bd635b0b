package io.guestkit.block;

import java.io.IOException;
import java.nio.ByteBuffer;

/** A part of another source. */
record SliceSource(String name, BlockSource whole, long start, long size) implements BlockSource {

  @Override
  public ReadSession session() {
    return whole.session();
  }

  @Override
  public void readFully(long offset, ByteBuffer target) throws IOException {
    checkRange(offset, target.remaining());
    whole.readFully(start + offset, target);
  }

  @Override
  public Extent extentAt(long offset) throws IOException {
    checkRange(offset, 1);
    Extent extent = whole.extentAt(start + offset);
    return new Extent(extent.kind(), Math.min(extent.length(), size - offset));
  }

  @Override
  public BlockSource slice(String name, long offset, long length) throws IOException {
    checkRange(offset, length);
    return new SliceSource(name, whole, start + offset, length);
  }
}
