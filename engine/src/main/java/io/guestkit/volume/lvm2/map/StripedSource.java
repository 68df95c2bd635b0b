package io.guestkit.volume.lvm2.map;

import io.guestkit.block.BlockSource;
import io.guestkit.block.Extent;
import io.guestkit.block.ReadSession;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/** Sources of one size as one, in stripes that go around them. */
public final class StripedSource implements BlockSource {
  /** 1 MiB: of what a long read takes from one source at once, before it is put in its places. */
  private static final int MAX_RUN = 1 << 20;

  private final String name;
  private final ReadSession session;
  private final BlockSource[] parts;
  private final long stripe;
  private final long size;

  /**
   * Puts parts together.
   *
   * @param parts at least one, all of one size, which the stripe divides
   * @param stripe bytes before the next part follows
   */
  public StripedSource(String name, ReadSession session, List<BlockSource> parts, long stripe) {
    this.name = name;
    this.session = session;
    this.parts = parts.toArray(new BlockSource[0]);
    this.stripe = stripe;
    this.size = Math.multiplyExact(this.parts[0].size(), (long) this.parts.length);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public ReadSession session() {
    return session;
  }

  @Override
  public void readFully(long offset, ByteBuffer target) throws IOException {
    checkRange(offset, target.remaining());
    long position = offset;
    int end = target.limit();
    while (target.position() < end) {
      long row = stripe * parts.length;
      long rows = Math.min(end - target.position(), MAX_RUN / stripe * row) / row;
      if (rows > 1 && position % row == 0) {
        readRows(position / row, (int) rows, target);
        position += rows * row;
      } else {
        position += readStripe(position, target, end);
      }
    }
  }

  /** Reads to the end of a stripe at most, and returns how much. */
  private long readStripe(long position, ByteBuffer target, int end) throws IOException {
    long within = position % stripe;
    int length = (int) Math.min(end - target.position(), stripe - within);
    target.limit(target.position() + length);
    part(position).readFully(offsetInPart(position), target);
    target.limit(end);
    return length;
  }

  /** Reads whole rows of stripes: what one source has of them lies together. */
  private void readRows(long firstRow, int rows, ByteBuffer target) throws IOException {
    int start = target.position();
    int width = (int) stripe; // at most MAX_RUN, as more than one row fits
    ByteBuffer run = ByteBuffer.allocate(rows * width);
    for (int i = 0; i < parts.length; i++) {
      run.clear();
      parts[i].readFully(firstRow * stripe, run);
      for (int row = 0; row < rows; row++) {
        target.put(start + (row * parts.length + i) * width, run, row * width, width);
      }
    }
    target.position(start + rows * parts.length * width);
  }

  @Override
  public Extent extentAt(long offset) throws IOException {
    checkRange(offset, 1);
    Extent extent = part(offset).extentAt(offsetInPart(offset));
    return new Extent(extent.kind(), Math.min(extent.length(), stripe - offset % stripe));
  }

  private BlockSource part(long position) {
    return parts[(int) (position / stripe % parts.length)];
  }

  private long offsetInPart(long position) {
    return position / stripe / parts.length * stripe + position % stripe;
  }
}
