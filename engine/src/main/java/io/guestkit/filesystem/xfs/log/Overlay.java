package io.guestkit.filesystem.xfs.log;

import io.guestkit.block.BlockSource;
import io.guestkit.block.CorruptImageException;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** The parts of a volume that a log changes, in memory. */
final class Overlay {
  /** 4096: a usual block. */
  static final int UNIT = 4096;

  /** What a unit takes in memory beside its bytes. */
  private static final int MEMORY_BYTES = 96;

  private final BlockSource volume;
  private final Map<Long, byte[]> units = new HashMap<>();

  Overlay(BlockSource volume) {
    this.volume = volume;
  }

  /**
   * Checks that the log may write to a range.
   *
   * @throws CorruptImageException if it is not inside the volume
   */
  void check(long offset, int length) throws CorruptImageException {
    if (offset < 0 || offset > volume.size() - length) {
      throw new CorruptImageException(
          "log of " + volume.name(), offset, "%d bytes past the end".formatted(length));
    }
  }

  /** Returns bytes as they are now. */
  byte[] read(long offset, int length) throws IOException {
    byte[] bytes = new byte[length];
    int done = 0;
    while (done < length) {
      long position = offset + done;
      int within = (int) (position % UNIT);
      int count = Math.min(UNIT - within, length - done);
      byte[] unit = units.get(position / UNIT);
      byte[] from = unit == null ? volume.readBytes(position, count) : unit;
      System.arraycopy(from, unit == null ? 0 : within, bytes, done, count);
      done += count;
    }
    return bytes;
  }

  void write(long offset, byte[] bytes) throws IOException {
    int done = 0;
    while (done < bytes.length) {
      long position = offset + done;
      int within = (int) (position % UNIT);
      int count = Math.min(UNIT - within, bytes.length - done);
      System.arraycopy(bytes, done, unit(position / UNIT), within, count);
      done += count;
    }
  }

  private byte[] unit(long index) throws IOException {
    byte[] unit = units.get(index);
    if (unit == null) {
      volume.session().budget().reserve(UNIT + MEMORY_BYTES, "the log of " + volume.name());
      long start = index * UNIT;
      unit = volume.readBytes(start, (int) Math.min(UNIT, volume.size() - start));
      units.put(index, unit);
    }
    return unit;
  }

  /** Returns the volume with what was written. */
  BlockSource volume() {
    if (units.isEmpty()) {
      return volume;
    }
    long[] indexes = new long[units.size()];
    int count = 0;
    for (long index : units.keySet()) {
      indexes[count++] = index;
    }
    Arrays.sort(indexes);
    byte[][] bytes = new byte[count][];
    for (int i = 0; i < count; i++) {
      bytes[i] = Objects.requireNonNull(units.get(indexes[i]));
    }
    return new ReplayedVolume(volume, indexes, bytes);
  }
}
