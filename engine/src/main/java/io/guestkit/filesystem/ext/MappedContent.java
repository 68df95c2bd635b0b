package io.guestkit.filesystem.ext;

import io.guestkit.block.BlockSource;
import io.guestkit.block.Extent;
import io.guestkit.block.ReadSession;
import io.guestkit.block.Zeros;
import java.io.IOException;
import java.nio.ByteBuffer;

/** The bytes of a file whose blocks lie on the volume. */
record MappedContent(String name, BlockSource volume, BlockMap map, int blockSize, long size)
    implements BlockSource {
  @Override
  public ReadSession session() {
    return volume.session();
  }

  @Override
  public void readFully(long offset, ByteBuffer target) throws IOException {
    checkRange(offset, target.remaining());
    long position = offset;
    while (target.hasRemaining()) {
      session().budget().check();
      BlockMap.Run run = map.at(position / blockSize);
      int length = (int) Math.min(bytes(run, position), target.remaining());
      ByteBuffer part = target.slice(target.position(), length);
      if (run.isHole()) {
        Zeros.fill(part);
      } else {
        volume.readFully(run.physical() * blockSize + position % blockSize, part);
      }
      target.position(target.position() + length);
      position += length;
    }
  }

  @Override
  public Extent extentAt(long offset) throws IOException {
    checkRange(offset, 1);
    BlockMap.Run run = map.at(offset / blockSize);
    return new Extent(
        run.isHole() ? Extent.Kind.ZERO : Extent.Kind.DATA,
        Math.min(bytes(run, offset), size - offset));
  }

  /** Returns how many bytes of a run are left from an offset in its first block. */
  private long bytes(BlockMap.Run run, long offset) {
    long blocks = Math.min(run.count(), Long.MAX_VALUE / blockSize);
    return blocks * blockSize - offset % blockSize;
  }
}
