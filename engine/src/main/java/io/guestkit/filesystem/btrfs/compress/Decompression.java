package io.guestkit.filesystem.btrfs.compress;

import io.airlift.compress.v3.MalformedInputException;
import io.airlift.compress.v3.lzo.LzoDecompressor;
import io.guestkit.codec.ZstdFrames;
import java.util.concurrent.atomic.AtomicReference;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Decompresses extents. What an extent does not fill stays as it is. Thread-safe. */
public final class Decompression {
  /** The numbers that extents name their algorithm by. */
  public static final int NONE = 0;

  public static final int ZLIB = 1;
  public static final int LZO = 2;
  public static final int ZSTD = 3;

  private static final int LZO_LENGTH = 4;

  private final ZstdFrames zstd = new ZstdFrames();

  /** One is kept: each has memory outside of the heap. */
  private final AtomicReference<Inflater> spareInflater = new AtomicReference<>();

  private final int sectorSize;

  /**
   * Makes one for a filesystem.
   *
   * @param sectorSize bytes that a segment of LZO gives at most, and that its header stays within
   */
  public Decompression(int sectorSize) {
    this.sectorSize = sectorSize;
  }

  /**
   * Decompresses an extent and returns how many bytes it gave.
   *
   * @param from where the extent starts in the input
   * @param length bytes of the extent, what pads it included
   * @param to where its bytes go in the output, up to the output's end
   * @throws DataFormatException if it is not sound, or gives more than the output holds
   */
  public int decompress(int algorithm, byte[] input, int from, int length, byte[] output, int to)
      throws DataFormatException {
    return switch (algorithm) {
      case ZLIB -> zlib(input, from, length, output, to);
      case LZO -> lzo(input, from, length, output, to);
      case ZSTD -> zstd.decompressFrame(input, from, output, to);
      default -> throw new DataFormatException("algorithm " + algorithm);
    };
  }

  private int zlib(byte[] input, int from, int length, byte[] output, int to)
      throws DataFormatException {
    Inflater taken = spareInflater.getAndSet(null);
    Inflater inflater = taken == null ? new Inflater() : taken;
    inflater.reset();
    inflater.setInput(input, from, length);
    int count = 0;
    while (!inflater.finished() && to + count < output.length) {
      int more = inflater.inflate(output, to + count, output.length - to - count);
      if (more == 0 && (inflater.needsInput() || inflater.needsDictionary())) {
        throw new DataFormatException("the stream ends before its end");
      }
      count += more;
    }
    spareInflater.set(inflater);
    return count;
  }

  /**
   * A length of all, then segments with a length each. The four bytes of a segment's length never
   * cross the end of a sector: what is left of one is skipped.
   */
  private int lzo(byte[] input, int from, int length, byte[] output, int to)
      throws DataFormatException {
    int total = length < LZO_LENGTH ? 0 : u32(input, from);
    if (total < LZO_LENGTH || total > length) {
      throw new DataFormatException("%d bytes of segments in %d".formatted(total, length));
    }
    LzoDecompressor decompressor = new LzoDecompressor();
    int at = LZO_LENGTH;
    int filled = to;
    while (at < total && filled < output.length) {
      int left = sectorSize - at % sectorSize;
      at += left < LZO_LENGTH ? left : 0;
      int segment = at > total - LZO_LENGTH ? -1 : u32(input, from + at);
      at += LZO_LENGTH;
      if (segment < 0 || segment > total - at) {
        throw new DataFormatException("segment of %d bytes at %d".formatted(segment, at));
      }
      int room = Math.min(output.length - filled, sectorSize);
      try {
        filled += decompressor.decompress(input, from + at, segment, output, filled, room);
      } catch (MalformedInputException | IllegalArgumentException | IndexOutOfBoundsException e) {
        throw new DataFormatException(e.getMessage());
      }
      at += segment;
    }
    return filled - to;
  }

  private static int u32(byte[] bytes, int at) {
    return (bytes[at] & 0xff)
        | (bytes[at + 1] & 0xff) << 8
        | (bytes[at + 2] & 0xff) << 16
        | bytes[at + 3] << 24;
  }
}
