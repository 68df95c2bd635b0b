package io.guestkit.volume.lvm2.map;

import io.guestkit.block.BlockSource;
import io.guestkit.block.Extent;
import io.guestkit.block.ReadSession;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * A part of a source that the source does not wholly have; a read past its end says so there.
 *
 * @param start offset in the whole, where the sum of it and the size fits a long
 */
public record CutSource(String name, BlockSource whole, long start, long size)
    implements BlockSource {

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
    if (start + offset >= whole.size()) {
      return new Extent(Extent.Kind.DATA, size - offset);
    }
    Extent extent = whole.extentAt(start + offset);
    return new Extent(extent.kind(), Math.min(extent.length(), size - offset));
  }
}
