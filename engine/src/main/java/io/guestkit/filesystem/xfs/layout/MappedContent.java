package io.guestkit.filesystem.xfs.layout;

import io.guestkit.block.BlockSource;
import io.guestkit.block.Extent;
import io.guestkit.block.ReadSession;
import io.guestkit.block.Zeros;
import java.io.IOException;
import java.nio.ByteBuffer;

/** The bytes of a fork whose blocks lie on the volume. */
public record MappedContent(
    String name, BlockSource volume, Superblock superblock, BlockMap map, long size)
    implements BlockSource {
  @Override
  public ReadSession session() {
    return volume.session();
  }

  @Override
  public void readFully(long offset, ByteBuffer target) throws IOException {
    checkRange(offset, target.remaining());
    int blockSize = superblock.blockSize();
    long position = offset;
    while (target.hasRemaining()) {
      BlockMap.Run run = map.at(position / blockSize);
      int length = (int) Math.min(bytes(run, position), target.remaining());
      ByteBuffer part = target.slice(target.position(), length);
      if (run.isHole()) {
        session().budget().check(); // a read checks it as well
        Zeros.fill(part);
      } else {
        volume.readFully(superblock.offset(run.physical()) + position % blockSize, part);
      }
      target.position(target.position() + length);
      position += length;
    }
  }

  @Override
  public Extent extentAt(long offset) throws IOException {
    checkRange(offset, 1);
    BlockMap.Run run = map.at(offset / superblock.blockSize());
    return new Extent(
        run.isHole() ? Extent.Kind.ZERO : Extent.Kind.DATA,
        Math.min(bytes(run, offset), size - offset));
  }

  /** Returns where a block of the fork lies on the volume, or -1 where it is a hole. */
  public long place(long offset) throws IOException {
    BlockMap.Run run = map.at(offset / superblock.blockSize());
    return run.isHole() ? -1 : superblock.offset(run.physical());
  }

  /** Returns how many bytes of a run are left from an offset in its first block. */
  private long bytes(BlockMap.Run run, long offset) {
    int blockSize = superblock.blockSize();
    long blocks = Math.min(run.count(), Long.MAX_VALUE / blockSize);
    return blocks * blockSize - offset % blockSize;
  }
}
