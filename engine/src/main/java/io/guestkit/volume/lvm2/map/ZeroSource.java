package io.guestkit.volume.lvm2.map;

import io.guestkit.block.BlockSource;
import io.guestkit.block.Extent;
import io.guestkit.block.ReadSession;
import io.guestkit.block.Zeros;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Bytes that read as zero: device-mapper's zero target. */
public record ZeroSource(String name, long size, ReadSession session) implements BlockSource {

  @Override
  public void readFully(long offset, ByteBuffer target) throws IOException {
    checkRange(offset, target.remaining());
    Zeros.fill(target);
  }

  @Override
  public Extent extentAt(long offset) throws IOException {
    checkRange(offset, 1);
    return new Extent(Extent.Kind.ZERO, size - offset);
  }
}
