package io.guestkit.codec;

import io.airlift.compress.v3.MalformedInputException;
import io.airlift.compress.v3.zstd.ZstdJavaDecompressor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.zip.DataFormatException;

/**
 * Decompresses zstd frames that are followed by bytes of something else: how long a frame is is
 * found from its headers first. Thread-safe. Source: RFC 8878, 3.1.1.
 */
public final class ZstdFrames {
  private static final int MAGIC = 0xfd2fb528;
  private static final int MAGIC_BYTES = 4;
  private static final int BLOCK_HEADER_BYTES = 3;
  private static final int RLE_BLOCK = 1;
  private static final int RESERVED_BLOCK = 3;
  private static final int[] CONTENT_SIZE_BYTES = {0, 2, 4, 8};
  private static final int[] DICTIONARY_BYTES = {0, 1, 2, 4};

  /** One is kept: its tables are larger than most clusters. */
  private final AtomicReference<ZstdJavaDecompressor> spare = new AtomicReference<>();

  /** Makes one without tables yet. */
  public ZstdFrames() {}

  /**
   * Fills the output from the frames at the start of the input.
   *
   * @throws DataFormatException if the input does not start with frames, or they do not fill it
   */
  public void decompress(byte[] input, byte[] output) throws DataFormatException {
    ZstdJavaDecompressor taken = spare.getAndSet(null);
    ZstdJavaDecompressor decompressor = taken == null ? new ZstdJavaDecompressor() : taken;
    int from = 0;
    int to = 0;
    try {
      while (to < output.length) {
        int length = frameLength(input, from);
        to += decompressor.decompress(input, from, length, output, to, output.length - to);
        from += length;
      }
    } catch (MalformedInputException | IllegalArgumentException | IndexOutOfBoundsException e) {
      throw new DataFormatException(e.getMessage());
    }
    spare.set(decompressor);
  }

  /**
   * Decompresses one frame, and returns how many bytes it gave.
   *
   * @param from where the frame starts in the input
   * @param to where its bytes go in the output
   * @throws DataFormatException if there is no frame, or it gives more than the output holds
   */
  public int decompressFrame(byte[] input, int from, byte[] output, int to)
      throws DataFormatException {
    ZstdJavaDecompressor taken = spare.getAndSet(null);
    ZstdJavaDecompressor decompressor = taken == null ? new ZstdJavaDecompressor() : taken;
    try {
      int length = frameLength(input, from);
      int count = decompressor.decompress(input, from, length, output, to, output.length - to);
      spare.set(decompressor);
      return count;
    } catch (MalformedInputException | IllegalArgumentException | IndexOutOfBoundsException e) {
      throw new DataFormatException(e.getMessage());
    }
  }

  /** Returns the bytes of the frame at an offset. */
  static int frameLength(byte[] input, int from) throws DataFormatException {
    need(input, from, MAGIC_BYTES + 1);
    int magic = u24(input, from) | input[from + 3] << 24;
    int descriptor = input[from + MAGIC_BYTES];
    if (magic != MAGIC) {
      throw new DataFormatException("no zstd frame");
    }
    boolean singleSegment = (descriptor & 0x20) != 0;
    boolean hasChecksum = (descriptor & 0x04) != 0;
    int contentSizeCode = descriptor >>> 6 & 3;
    int at = from + MAGIC_BYTES + 1 + DICTIONARY_BYTES[descriptor & 3];
    at += singleSegment ? Math.max(1, CONTENT_SIZE_BYTES[contentSizeCode]) : 1;
    at += singleSegment ? 0 : CONTENT_SIZE_BYTES[contentSizeCode];
    boolean last = false;
    while (!last) {
      need(input, at, BLOCK_HEADER_BYTES);
      int header = u24(input, at);
      int type = header >>> 1 & 3;
      int size = header >>> 3;
      if (type == RESERVED_BLOCK) {
        throw new DataFormatException("reserved block type");
      }
      last = (header & 1) != 0;
      at += BLOCK_HEADER_BYTES;
      need(input, at, type == RLE_BLOCK ? 1 : size);
      at += type == RLE_BLOCK ? 1 : size;
    }
    int checksum = hasChecksum ? 4 : 0;
    need(input, at, checksum);
    return at + checksum - from;
  }

  private static int u24(byte[] input, int at) {
    return (input[at] & 0xff) | (input[at + 1] & 0xff) << 8 | (input[at + 2] & 0xff) << 16;
  }

  private static void need(byte[] input, int at, int length) throws DataFormatException {
    if (at > input.length - length) {
      throw new DataFormatException("the frame ends before its end");
    }
  }
}
