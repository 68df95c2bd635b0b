package io.guestkit.filesystem.xfs.log;

import io.guestkit.block.BlockSource;
import io.guestkit.block.Extent;
import io.guestkit.block.ReadSession;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** A volume with what its log changed. */
final class ReplayedVolume implements BlockSource {
  private final BlockSource volume;
  private final long[] indexes;
  private final byte[][] units;

  /**
   * Lays units over a volume.
   *
   * @param indexes which units of {@link Overlay#UNIT} bytes, in ascending order
   */
  ReplayedVolume(BlockSource volume, long[] indexes, byte[][] units) {
    this.volume = volume;
    this.indexes = indexes;
    this.units = units;
  }

  @Override
  public String name() {
    return volume.name();
  }

  @Override
  public long size() {
    return volume.size();
  }

  @Override
  public ReadSession session() {
    return volume.session();
  }

  @Override
  public void readFully(long offset, ByteBuffer target) throws IOException {
    checkRange(offset, target.remaining());
    long position = offset;
    while (target.hasRemaining()) {
      long index = position / Overlay.UNIT;
      int within = (int) (position % Overlay.UNIT);
      int found = Arrays.binarySearch(indexes, index);
      int length;
      if (found >= 0) {
        length = Math.min(units[found].length - within, target.remaining());
        target.put(units[found], within, length);
      } else {
        length = (int) Math.min(left(-found - 1, position), target.remaining());
        volume.readFully(position, target.slice(target.position(), length));
        target.position(target.position() + length);
      }
      position += length;
    }
  }

  /** Returns how many bytes lie between a position and the unit behind it. */
  private long left(int following, long position) {
    long end = following < indexes.length ? indexes[following] * Overlay.UNIT : size();
    return end - position;
  }

  @Override
  public Extent extentAt(long offset) throws IOException {
    checkRange(offset, 1);
    int found = Arrays.binarySearch(indexes, offset / Overlay.UNIT);
    if (found >= 0) {
      long left = units[found].length - offset % Overlay.UNIT;
      return new Extent(Extent.Kind.DATA, left);
    }
    Extent extent = volume.extentAt(offset);
    return new Extent(extent.kind(), Math.min(extent.length(), left(-found - 1, offset)));
  }
}
