package io.guestkit.export;

import io.guestkit.filesystem.FileName;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Text of a guest in a form that can be shown, and paths back from that form without loss.
 *
 * <p>A byte that is not UTF-8 (see {@link FileName}) and a control character are shown as {@code
 * \xNN}, a byte each. A backslash is itself, but where it would read as such an escape it is shown
 * as {@code \x5c}. Other hexadecimal escapes are left alone: systemd writes {@code \x2d} into the
 * names of its units.
 */
public final class DisplayText {
  private static final String DIGITS = "0123456789abcdef";
  private static final int ESCAPED_BYTE = 0xdc00;
  private static final int BACKSLASH = 0x5c;
  private static final char REPLACEMENT = '\ufffd';

  private DisplayText() {}

  /** Returns text that a terminal shows as it is: on one line, and without control sequences. */
  public static String show(String text) {
    return isPlain(text) ? text : escape(text, true);
  }

  /**
   * Returns text that can be encoded as UTF-8: itself, or where a byte of it is not UTF-8 with that
   * byte shown. Control characters are kept.
   */
  public static String encodable(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        return hasLoneSurrogate(text) ? escape(text, false) : text;
      }
    }
    return text;
  }

  /** Returns the path that a shown path stands for, as {@link FileName} decodes it. */
  public static String parse(String shown) {
    if (shown.indexOf('\\') < 0) {
      return shown;
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int start = 0;
    for (int i = 0; i < shown.length(); i++) {
      if (isEscapeAt(shown, i)) {
        bytes.writeBytes(FileName.encode(shown.substring(start, i)));
        bytes.write(byteAt(shown, i));
        i += 3;
        start = i + 1;
      }
    }
    bytes.writeBytes(FileName.encode(shown.substring(start)));
    return FileName.decode(bytes.toByteArray());
  }

  private static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isISOControl(c) || Character.isSurrogate(c) || isEscapeAt(text, i)) {
        return false;
      }
    }
    return true;
  }

  private static boolean hasLoneSurrogate(String text) {
    for (int i = 0; i < text.length(); i++) {
      int point = text.codePointAt(i);
      if (Character.isSupplementaryCodePoint(point)) {
        i++;
      } else if (isSurrogate(point)) {
        return true;
      }
    }
    return false;
  }

  private static String escape(String text, boolean controls) {
    StringBuilder shown = new StringBuilder(text.length() + 16);
    int i = 0;
    while (i < text.length()) {
      int point = text.codePointAt(i);
      if (point >= ESCAPED_BYTE + 0x80 && point <= ESCAPED_BYTE + 0xff) {
        appendByte(shown, point - ESCAPED_BYTE);
      } else if (isSurrogate(point)) {
        shown.append(REPLACEMENT);
      } else if (isEscapeAt(text, i)) {
        appendByte(shown, BACKSLASH);
      } else if (controls && Character.isISOControl(point)) {
        for (byte b : Character.toString(point).getBytes(StandardCharsets.UTF_8)) {
          appendByte(shown, b);
        }
      } else {
        shown.appendCodePoint(point);
      }
      i += Character.charCount(point);
    }
    return shown.toString();
  }

  private static void appendByte(StringBuilder shown, int value) {
    shown.append("\\x").append(DIGITS.charAt(value >> 4 & 0xf)).append(DIGITS.charAt(value & 0xf));
  }

  private static boolean isSurrogate(int point) {
    return point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
  }

  /** Returns whether an escape that this class writes stands at an index. */
  private static boolean isEscapeAt(String text, int index) {
    if (text.charAt(index) != '\\' || index + 4 > text.length() || text.charAt(index + 1) != 'x') {
      return false;
    }
    int high = Character.digit(text.charAt(index + 2), 16);
    int low = Character.digit(text.charAt(index + 3), 16);
    if (high < 0 || low < 0) {
      return false;
    }
    int value = high << 4 | low;
    return value < 0x20 || value >= 0x7f || value == BACKSLASH;
  }

  private static int byteAt(String text, int index) {
    return Character.digit(text.charAt(index + 2), 16) << 4
        | Character.digit(text.charAt(index + 3), 16);
  }
}
