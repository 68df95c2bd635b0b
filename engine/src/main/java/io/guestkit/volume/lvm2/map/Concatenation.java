package io.guestkit.volume.lvm2.map;

import io.guestkit.block.BlockSource;
import io.guestkit.block.Extent;
import io.guestkit.block.ReadSession;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/** Sources one after the other as one. */
public final class Concatenation implements BlockSource {
  private final String name;
  private final ReadSession session;
  private final BlockSource[] parts;

  /** Where each part starts, and where the last one ends. */
  private final long[] starts;

  /**
   * Puts parts together.
   *
   * @param parts none of them empty; the sum of their sizes fits a long
   */
  public Concatenation(String name, ReadSession session, List<BlockSource> parts) {
    this.name = name;
    this.session = session;
    this.parts = parts.toArray(new BlockSource[0]);
    this.starts = new long[this.parts.length + 1];
    for (int i = 0; i < this.parts.length; i++) {
      starts[i + 1] = Math.addExact(starts[i], this.parts[i].size());
    }
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public long size() {
    return starts[parts.length];
  }

  @Override
  public ReadSession session() {
    return session;
  }

  @Override
  public void readFully(long offset, ByteBuffer target) throws IOException {
    checkRange(offset, target.remaining());
    int end = target.limit();
    long position = offset;
    int index = target.hasRemaining() ? partAt(offset) : 0;
    while (target.position() < end) {
      long left = starts[index + 1] - position;
      target.limit((int) Math.min(end, target.position() + left));
      long length = target.remaining();
      parts[index].readFully(position - starts[index], target);
      position += length;
      index++;
      target.limit(end);
    }
  }

  @Override
  public Extent extentAt(long offset) throws IOException {
    checkRange(offset, 1);
    int index = partAt(offset);
    return parts[index].extentAt(offset - starts[index]);
  }

  /** Returns the part that an offset below the size lies in. */
  private int partAt(long offset) {
    int low = 0;
    int high = parts.length - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (starts[middle] <= offset) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }
}
