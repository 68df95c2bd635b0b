package io.guestkit.block;

import com.google.errorprone.annotations.FormatMethod;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * The bytes of one structure, read at once; its fields by their offset in it. Every field must lie
 * inside the length that the structure was read with.
 */
public final class Struct {
  private final String name;
  private final String sourceName;
  private final long offset;
  private final ByteBuffer bytes;

  private Struct(String name, String sourceName, long offset, ByteBuffer bytes) {
    this.name = name;
    this.sourceName = sourceName;
    this.offset = offset;
    this.bytes = bytes;
  }

  /**
   * Reads a little-endian structure.
   *
   * @throws CorruptImageException if it is not wholly inside the source
   */
  public static Struct littleEndian(String name, BlockSource source, long offset, int length)
      throws IOException {
    return read(name, source, offset, length, ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * Reads a big-endian structure.
   *
   * @throws CorruptImageException if it is not wholly inside the source
   */
  public static Struct bigEndian(String name, BlockSource source, long offset, int length)
      throws IOException {
    return read(name, source, offset, length, ByteOrder.BIG_ENDIAN);
  }

  private static Struct read(
      String name, BlockSource source, long offset, int length, ByteOrder order)
      throws IOException {
    if (offset < 0 || offset > source.size() - length) {
      throw new CorruptImageException(
          name + " of " + source.name(),
          offset,
          "%d bytes wanted, past the end at %d".formatted(length, source.size()));
    }
    ByteBuffer bytes = ByteBuffer.allocate(length);
    source.readFully(offset, bytes);
    return new Struct(name, source.name(), offset, bytes.order(order));
  }

  /**
   * Returns a structure inside this one, in the same byte order.
   *
   * @param at offset of the inner structure in this one; the caller has checked that it fits
   */
  public Struct inner(String innerName, int at, int length) {
    return new Struct(
        innerName, sourceName, offset + at, bytes.slice(at, length).order(bytes.order()));
  }

  /** Returns the number of bytes. */
  public int length() {
    return bytes.capacity();
  }

  /** Returns where the structure starts in its source. */
  public long offset() {
    return offset;
  }

  /** Returns an unsigned byte. */
  public int u8(int at) {
    return bytes.get(at) & 0xff;
  }

  /** Returns an unsigned 16-bit number. */
  public int u16(int at) {
    return bytes.getShort(at) & 0xffff;
  }

  /** Returns an unsigned 32-bit number. */
  public long u32(int at) {
    return bytes.getInt(at) & 0xffff_ffffL;
  }

  /** Returns a signed 32-bit number. */
  public int i32(int at) {
    return bytes.getInt(at);
  }

  /**
   * Returns an unsigned 64-bit number.
   *
   * @throws CorruptImageException if it is 2^63 or above, which no size or offset is
   */
  public long u64(int at) throws CorruptImageException {
    long value = bytes.getLong(at);
    if (value < 0) {
      throw corrupt(at, "value %#x", value);
    }
    return value;
  }

  /** Returns 64 bits as they are. */
  public long bits64(int at) {
    return bytes.getLong(at);
  }

  /** Returns a copy of some bytes. */
  public byte[] bytes(int at, int length) {
    byte[] copy = new byte[length];
    bytes.get(at, copy);
    return copy;
  }

  /** Returns text up to its first NUL byte or the field's end, one character per byte. */
  public String latin1(int at, int length) {
    return text(at, length, StandardCharsets.ISO_8859_1);
  }

  /** Returns UTF-8 text up to its first NUL byte or the field's end. */
  public String utf8(int at, int length) {
    return text(at, length, StandardCharsets.UTF_8);
  }

  private String text(int at, int length, Charset charset) {
    byte[] field = bytes(at, length);
    int end = 0;
    while (end < length && field[end] != 0) {
      end++;
    }
    return new String(field, 0, end, charset);
  }

  /**
   * Checks a field.
   *
   * @param at the field's offset in this structure
   * @throws CorruptImageException with the field's place if it does not hold
   */
  @FormatMethod
  public void check(boolean holds, int at, String format, Object... arguments)
      throws CorruptImageException {
    if (!holds) {
      throw corrupt(at, format, arguments);
    }
  }

  /** Returns the exception that says that a field is wrong. */
  @FormatMethod
  public CorruptImageException corrupt(int at, String format, Object... arguments) {
    return new CorruptImageException(
        name + " of " + sourceName, offset + at, format.formatted(arguments));
  }
}
