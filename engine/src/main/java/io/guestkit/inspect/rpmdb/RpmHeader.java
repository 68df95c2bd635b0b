package io.guestkit.inspect.rpmdb;

import io.guestkit.block.CorruptImageException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A header: the number of entries and the length of the store, u32 big-endian each; an index of 16
 * bytes for each entry (tag, type, offset in the store, count); the store. As a database has it,
 * without the magic number of a package file. Source: rpm's manual, format_header.md.
 *
 * <p>The entries of the region, which is what was signed, come first; those added at installation
 * follow and replace entries of the same tag. A view of its buffer: valid as long as that is.
 */
public final class RpmHeader {
  /** rpm's own limit; packages have about 80. */
  private static final int MAX_ENTRIES = 0xffff;

  /** 1 MiB: descriptions have some KiB; bounds what is made of a header in which texts overlap. */
  private static final int MAX_TEXT_BYTES = 1 << 20;

  private static final int PREFIX_BYTES = 8;
  private static final int ENTRY_BYTES = 16;

  private static final int TYPE_CHAR = 1;
  private static final int TYPE_INT64 = 5;
  private static final int TYPE_STRING = 6;
  private static final int TYPE_BIN = 7;
  private static final int TYPE_STRING_ARRAY = 8;
  private static final int TYPE_I18N_STRING = 9;

  /** Bytes of one value of a type; 0 for text, whose values end with a NUL byte. */
  private static final int[] SIZES = {0, 1, 1, 2, 4, 8, 0, 1, 0, 0};

  private final String name;
  private final ByteBuffer bytes;
  private final int store;
  private final int storeBytes;

  private RpmHeader(String name, ByteBuffer bytes, int store, int storeBytes) {
    this.name = name;
    this.bytes = bytes;
    this.store = store;
    this.storeBytes = storeBytes;
  }

  /**
   * Returns the header that a buffer holds from its position to its limit.
   *
   * @param name what it is, for messages
   * @throws CorruptImageException if its parts do not fill the buffer exactly
   */
  public static RpmHeader of(String name, ByteBuffer blob) throws CorruptImageException {
    ByteBuffer bytes = blob.slice().order(ByteOrder.BIG_ENDIAN);
    if (bytes.limit() < PREFIX_BYTES + ENTRY_BYTES) {
      throw new CorruptImageException(name, 0, "%d bytes are no header".formatted(bytes.limit()));
    }
    long entries = bytes.getInt(0) & 0xffff_ffffL;
    long storeBytes = bytes.getInt(4) & 0xffff_ffffL;
    if (entries == 0 || entries > MAX_ENTRIES) {
      throw new CorruptImageException(name, 0, "%d entries".formatted(entries));
    }
    if (PREFIX_BYTES + ENTRY_BYTES * entries + storeBytes != bytes.limit()) {
      throw new CorruptImageException(
          name,
          4,
          "%d entries and %d bytes of values do not make %d bytes"
              .formatted(entries, storeBytes, bytes.limit()));
    }
    int store = PREFIX_BYTES + ENTRY_BYTES * (int) entries;
    return new RpmHeader(name, bytes, store, (int) storeBytes);
  }

  /** Returns the exception that says what of this header is wrong. */
  public CorruptImageException corrupt(String what) {
    return new CorruptImageException(name, 0, what);
  }

  /**
   * Returns the text of a tag: of an array the first value, of translated text the one for the
   * locale C, which always is the first.
   *
   * @throws CorruptImageException if the entry is no text or leaves the store
   */
  public Optional<String> string(int tag) throws CorruptImageException {
    int entry = find(tag);
    if (entry < 0) {
      return Optional.empty();
    }
    int type = bytes.getInt(entry + 4);
    if (type != TYPE_STRING && type != TYPE_STRING_ARRAY && type != TYPE_I18N_STRING) {
      throw corruptEntry(entry, "type %d where text is expected".formatted(type));
    }
    int start = start(entry);
    int limit = Math.min(bytes.limit(), start + MAX_TEXT_BYTES);
    int end = start;
    while (end < limit && bytes.get(end) != 0) {
      end++;
    }
    if (end == limit) {
      throw corruptEntry(entry, "text without an end in %d bytes".formatted(end - start));
    }
    byte[] text = new byte[end - start];
    bytes.get(start, text);
    return Optional.of(new String(text, StandardCharsets.UTF_8));
  }

  /**
   * Returns the number of a tag, unsigned up to 32 bits; of an array the first.
   *
   * @throws CorruptImageException if the entry is no number or leaves the store
   */
  public OptionalLong number(int tag) throws CorruptImageException {
    int entry = find(tag);
    if (entry < 0) {
      return OptionalLong.empty();
    }
    int type = bytes.getInt(entry + 4);
    if (type < TYPE_CHAR || type > TYPE_INT64) {
      throw corruptEntry(entry, "type %d where a number is expected".formatted(type));
    }
    int start = start(entry);
    if (bytes.limit() - start < SIZES[type]) {
      throw corruptEntry(entry, "a number past the end");
    }
    return OptionalLong.of(
        switch (SIZES[type]) {
          case 1 -> bytes.get(start) & 0xff;
          case 2 -> bytes.getShort(start) & 0xffff;
          case 4 -> bytes.getInt(start) & 0xffff_ffffL;
          default -> bytes.getLong(start);
        });
  }

  /**
   * Returns the bytes of a tag.
   *
   * @throws CorruptImageException if the entry is not of type BIN or leaves the store
   */
  public Optional<byte[]> bytes(int tag) throws CorruptImageException {
    int entry = find(tag);
    if (entry < 0) {
      return Optional.empty();
    }
    int type = bytes.getInt(entry + 4);
    if (type != TYPE_BIN) {
      throw corruptEntry(entry, "type %d where bytes are expected".formatted(type));
    }
    int start = start(entry);
    long count = bytes.getInt(entry + 12) & 0xffff_ffffL;
    if (count > bytes.limit() - start) {
      throw corruptEntry(entry, "%d bytes past the end".formatted(count));
    }
    byte[] value = new byte[(int) count];
    bytes.get(start, value);
    return Optional.of(value);
  }

  /** Returns where the last entry of a tag is in the buffer, or -1: a later one replaces others. */
  private int find(int tag) {
    for (int entry = store - ENTRY_BYTES; entry >= PREFIX_BYTES; entry -= ENTRY_BYTES) {
      if (bytes.getInt(entry) == tag) {
        return entry;
      }
    }
    return -1;
  }

  /** Returns where the values of an entry start in the buffer. */
  private int start(int entry) throws CorruptImageException {
    long offset = bytes.getInt(entry + 8) & 0xffff_ffffL;
    long count = bytes.getInt(entry + 12) & 0xffff_ffffL;
    if (count == 0) {
      throw corruptEntry(entry, "no values");
    }
    if (offset >= storeBytes) {
      throw corruptEntry(entry, "values at %d of %d".formatted(offset, storeBytes));
    }
    return store + (int) offset;
  }

  private CorruptImageException corruptEntry(int entry, String what) {
    return new CorruptImageException(
        name, entry, "tag %d: %s".formatted(bytes.getInt(entry), what));
  }
}
