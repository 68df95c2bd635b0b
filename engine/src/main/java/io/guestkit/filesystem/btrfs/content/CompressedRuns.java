package io.guestkit.filesystem.btrfs.content;

import io.guestkit.block.ImageException;
import io.guestkit.block.LimitExceededException;
import io.guestkit.block.Zeros;
import io.guestkit.filesystem.btrfs.compress.Decompression;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The compressed runs of one file. Where they are read in their order, those that stand behind each
 * other are fetched with one read, and decompressed ahead. Thread-safe.
 */
final class CompressedRuns {
  /** 512 KiB: at least four extents of 128 KiB. */
  private static final int MAX_FETCH = 512 << 10;

  private final String file;
  private final ExtentMap map;
  private final CompressedExtents extents;
  private final boolean isChecked;
  private final ReadAhead ahead = new ReadAhead(extent -> decompress(extent, Fetch.AHEAD));

  /** What was fetched last, and not yet checked. */
  private volatile @Nullable Fetched fetched;

  /** Where the run ends that was read last. */
  private volatile long lastEnd = -1;

  /** How much is read at once. */
  private enum Fetch {
    ALONE,
    AHEAD
  }

  /**
   * Stored bytes.
   *
   * @param address logical address of the first
   */
  @SuppressWarnings("ArrayRecordComponent")
  private record Fetched(long address, byte[] bytes) {
    boolean holds(FileExtent extent) {
      return extent.address() >= address
          && extent.address() + extent.storedBytes() <= address + bytes.length;
    }
  }

  CompressedRuns(String file, ExtentMap map, CompressedExtents extents, boolean isChecked) {
    this.file = file;
    this.map = map;
    this.extents = extents;
    this.isChecked = isChecked;
  }

  /** Fills the target from an offset of the file; it ends where the run does, or before. */
  void read(FileExtent extent, long position, ByteBuffer target) throws IOException {
    boolean isWhole =
        position == extent.start() && target.remaining() == extent.end() - extent.start();
    byte[] plain;
    if (extent.kind() == FileExtent.Kind.INLINE) {
      plain = extents.decompress(file, extent, extent.inline(), 0);
    } else {
      byte[] kept = extents.kept(extent);
      plain = kept == null ? plain(extent) : kept;
      if (kept == null && !isWhole) {
        extents.keep(extent, plain);
      }
    }
    int from = (int) Math.min(extent.offset() + (position - extent.start()), plain.length);
    target.put(plain, from, Math.min(plain.length - from, target.remaining()));
    Zeros.fill(target);
  }

  private byte[] plain(FileExtent extent) throws IOException {
    boolean isInOrder = extent.start() == lastEnd;
    lastEnd = extent.end();
    if (!isInOrder) {
      return decompress(extent, Fetch.ALONE);
    }
    ahead.start(next(extent));
    byte[] plain = ahead.take(extent);
    return plain == null ? decompress(extent, Fetch.ALONE) : plain;
  }

  /** Returns the compressed runs that follow one. */
  private List<FileExtent> next(FileExtent extent) throws IOException {
    ExtentMap.Window window = map.window(extent.start());
    List<FileExtent> runs = window.extents();
    int from = window.floor(extent.start());
    int to = from + 1;
    while (to < runs.size() && to - from <= ReadAhead.DEPTH && isCompressed(runs.get(to))) {
      to++;
    }
    return runs.subList(from, to);
  }

  private static boolean isCompressed(FileExtent extent) {
    return extent.kind() == FileExtent.Kind.REGULAR && extent.compression() != Decompression.NONE;
  }

  private byte[] decompress(FileExtent extent, Fetch how) throws IOException {
    Fetched now = fetched(extent, how);
    int length = (int) extent.storedBytes();
    int from = (int) (extent.address() - now.address());
    byte[] stored = now.bytes();
    if (isChecked && !extents.data().isSound(stored, from, extent.address(), length)) {
      stored = alone(extent);
      from = 0;
    }
    return extents.decompress(file, extent, stored, from);
  }

  private Fetched fetched(FileExtent extent, Fetch how) throws IOException {
    Fetched now = fetched;
    if (now == null || !now.holds(extent)) {
      now = fetch(extent, how);
      fetched = now;
    }
    return now;
  }

  /** Reads an extent, and in a run of reads what follows it. */
  private Fetched fetch(FileExtent extent, Fetch how) throws IOException {
    int more = how == Fetch.AHEAD ? following(extent) : 0;
    if (more > 0) {
      try {
        byte[] bytes = new byte[(int) extent.storedBytes() + more];
        extents.data().read(extent.address(), ByteBuffer.wrap(bytes));
        return new Fetched(extent.address(), bytes);
      } catch (LimitExceededException e) {
        throw e;
      } catch (ImageException e) {
        return new Fetched(extent.address(), alone(extent)); // what follows is not wanted yet
      }
    }
    return new Fetched(extent.address(), alone(extent));
  }

  private byte[] alone(FileExtent extent) throws IOException {
    byte[] bytes = new byte[(int) extent.storedBytes()];
    if (isChecked) {
      extents.data().readChecked(file, extent.start(), extent.address(), ByteBuffer.wrap(bytes));
    } else {
      extents.data().read(extent.address(), ByteBuffer.wrap(bytes));
    }
    return bytes;
  }

  /** Returns the bytes of the runs behind an extent that are stored behind it. */
  private int following(FileExtent extent) throws IOException {
    ExtentMap.Window window = map.window(extent.start());
    List<FileExtent> runs = window.extents();
    long end = extent.address() + extent.storedBytes();
    for (int i = window.floor(extent.start()) + 1; i < runs.size(); i++) {
      FileExtent next = runs.get(i);
      boolean follows = next.address() == end && next.kind() == FileExtent.Kind.REGULAR;
      if (!follows || end + next.storedBytes() - extent.address() > MAX_FETCH) {
        break;
      }
      end += next.storedBytes();
    }
    return (int) (end - extent.address() - extent.storedBytes());
  }
}
