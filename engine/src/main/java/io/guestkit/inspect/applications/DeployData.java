package io.guestkit.inspect.applications;

import io.guestkit.block.CorruptImageException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The file deploy of a flatpak, a GVariant of type {@code (ssasta{sv})}: origin, commit, parts of
 * it, installed size, and further values by name.
 *
 * @param origin the remote that it came from
 * @param displayName the value appdata-name
 * @param version the value appdata-version
 */
record DeployData(@Nullable String origin, @Nullable String displayName, @Nullable String version) {

  /**
   * Reads it.
   *
   * @throws CorruptImageException if an offset in it leaves what it is in
   */
  static DeployData read(String path, byte[] bytes) throws CorruptImageException {
    return new Variant(path, bytes).deployData();
  }

  /**
   * A serialised value. A container keeps the ends of its parts of variable size behind them, in
   * little-endian numbers as wide as its size needs.
   */
  private static final class Variant {
    private static final int ALIGNMENT = 8;

    private final String path;
    private final byte[] bytes;

    Variant(String path, byte[] bytes) {
      this.path = path;
      this.bytes = bytes;
    }

    DeployData deployData() throws CorruptImageException {
      int size = bytes.length;
      int width = width(size);
      int origin = offset(0, size, width, size - width);
      int commit = offset(origin, size, width, size - 2 * width);
      int parts = offset(commit, size, width, size - 3 * width);
      int values = align(parts) + Long.BYTES;
      int end = size - 3 * width;
      check(values <= end, values);
      String[] found = new String[2];
      dictionary(values, end, found);
      return new DeployData(text(0, origin), found[0], found[1]);
    }

    /** Takes the names and versions of the application out of an array of type a{sv}. */
    private void dictionary(int from, int to, @Nullable String[] found)
        throws CorruptImageException {
      if (from == to) {
        return;
      }
      int width = width(to - from);
      int table = from + offset(0, to - from, width, to - width);
      check(table <= to - width && (to - table) % width == 0, to - width);
      int start = from;
      for (int at = table; at < to; at += width) {
        int end = from + offset(0, table - from, width, at);
        check(start < end, at);
        entry(start, end, found);
        start = from + align(end - from);
      }
    }

    private void entry(int from, int to, @Nullable String[] found) throws CorruptImageException {
      int width = width(to - from);
      int keyEnd = from + offset(0, to - from, width, to - width);
      String key = text(from, keyEnd);
      if ("appdata-name".equals(key)) {
        found[0] = variantText(from + align(keyEnd - from), to - width);
      } else if ("appdata-version".equals(key)) {
        found[1] = variantText(from + align(keyEnd - from), to - width);
      }
    }

    /** Returns the text of a variant: the value, a NUL byte, the type; null where it is no text. */
    private @Nullable String variantText(int from, int to) throws CorruptImageException {
      check(from + 2 <= to, from);
      return bytes[to - 1] == 's' && bytes[to - 2] == 0 ? text(from, to - 2) : null;
    }

    /** Returns the text that ends with a NUL byte; null where it is empty. */
    private @Nullable String text(int from, int to) throws CorruptImageException {
      check(from < to && bytes[to - 1] == 0, from);
      return to - from == 1 ? null : new String(bytes, from, to - from - 1, StandardCharsets.UTF_8);
    }

    /** Returns the offset that is written at a place, in its bounds. */
    private int offset(int least, int most, int width, int at) throws CorruptImageException {
      check(at >= 0 && at <= bytes.length - width, Math.max(at, 0));
      long value = 0;
      for (int i = width - 1; i >= 0; i--) {
        value = (value << 8) | (bytes[at + i] & 0xff);
      }
      check(value >= least && value <= most, at);
      return (int) value;
    }

    /** The file is bounded to less than 4 GiB. */
    private static int width(int size) {
      return size <= 0xff ? 1 : size <= 0xffff ? 2 : 4;
    }

    private static int align(int offset) {
      return (offset + ALIGNMENT - 1) & -ALIGNMENT;
    }

    private void check(boolean holds, int at) throws CorruptImageException {
      if (!holds) {
        throw new CorruptImageException(path, at, "no value of the type (ssasta{sv})");
      }
    }
  }
}
