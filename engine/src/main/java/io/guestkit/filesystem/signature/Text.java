package io.guestkit.filesystem.signature;

import io.guestkit.block.Struct;
import io.guestkit.filesystem.UuidText;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Labels and identifiers as blkid writes them: trimmed, and none rather than an empty one. */
final class Text {
  private static final HexFormat HEX = HexFormat.of();

  /** Where RFC 9562 puts the hyphens, in digits. */
  private Text() {}

  /** Returns a label of bytes. */
  static @Nullable String label(Struct s, int at, int length) {
    return trimmed(s.utf8(at, length));
  }

  /** Returns a label of UTF-16 in the given byte order. */
  static @Nullable String utf16(Struct s, int at, int length, Charset charset) {
    return trimmed(toNul(new String(s.bytes(at, length & ~1), charset)));
  }

  static String toNul(String text) {
    int end = text.indexOf('\0');
    return end < 0 ? text : text.substring(0, end);
  }

  /** Returns text without white space around it, or null where nothing is left. */
  static @Nullable String trimmed(String text) {
    int from = 0;
    int to = text.length();
    while (to > from && isSpace(text.charAt(to - 1))) {
      to--;
    }
    while (from < to && isSpace(text.charAt(from))) {
      from++;
    }
    return from == to ? null : text.substring(from, to);
  }

  private static boolean isSpace(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
  }

  /** Returns 16 bytes as a UUID, or null where all are zero. */
  static @Nullable String uuid(Struct s, int at) {
    return uuid(s.bytes(at, 16));
  }

  static @Nullable String uuid(byte[] bytes) {
    return UuidText.of(bytes);
  }

  /** Returns a GUID, whose first three fields are little-endian, or null where all is zero. */
  static @Nullable String guid(Struct s, int at) {
    byte[] b = s.bytes(at, 16);
    return uuid(
        new byte[] {
          b[3], b[2], b[1], b[0], b[5], b[4], b[7], b[6], b[8], b[9], b[10], b[11], b[12], b[13],
          b[14], b[15]
        });
  }

  /** Returns a text identifier as it stands, or null where it is empty. */
  static @Nullable String identifier(Struct s, int at, int length) {
    String text = toNul(new String(s.bytes(at, length), StandardCharsets.UTF_8));
    return text.isEmpty() ? null : text;
  }

  /** Returns a DOS serial number, or null where it is zero. */
  static @Nullable String serial(Struct s, int at) {
    int value = s.i32(at);
    return value == 0
        ? null
        : HEX.withUpperCase().toHexDigits(value).substring(0, 4)
            + "-"
            + HEX.withUpperCase().toHexDigits(value).substring(4);
  }

  /** Returns 64 bits as 16 digits, or null where they are zero. */
  static @Nullable String hex64(long value) {
    return value == 0 ? null : HEX.toHexDigits(value);
  }

  static boolean isZero(byte[] bytes) {
    for (byte b : bytes) {
      if (b != 0) {
        return false;
      }
    }
    return true;
  }
}
