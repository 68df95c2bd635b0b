package io.guestkit.filesystem;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Names of files as text and back without loss. Valid UTF-8 is decoded as such; every other byte
 * becomes the lone surrogate U+DC00 + byte, as in Python's surrogateescape (PEP 383).
 */
public final class FileName {
  private static final int ESCAPE = 0xdc00;

  private FileName() {}

  /** Returns the text of a name's bytes. */
  public static String decode(byte[] bytes) {
    for (byte b : bytes) {
      if (b < 0) {
        return decodeUtf8(bytes);
      }
    }
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  private static String decodeUtf8(byte[] bytes) {
    CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(bytes.length);
    while (true) {
      CoderResult result = decoder.decode(in, out, true);
      if (!result.isError()) {
        return out.flip().toString();
      }
      out.put((char) (ESCAPE + (in.get() & 0xff)));
      decoder.reset();
    }
  }

  /** Returns the bytes of a name's text. */
  public static byte[] encode(String name) {
    try {
      ByteBuffer out = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(name));
      byte[] bytes = new byte[out.remaining()];
      out.get(bytes);
      return bytes;
    } catch (CharacterCodingException e) {
      return encodeEscaped(name);
    }
  }

  private static byte[] encodeEscaped(String name) {
    ByteBuffer out = ByteBuffer.allocate(name.length() * 4);
    name.codePoints()
        .forEach(point -> {
          if (isEscaped(point)) {
            out.put((byte) (point - ESCAPE));
          } else {
            out.put(Character.toString(point).getBytes(StandardCharsets.UTF_8));
          }
        });
    byte[] bytes = new byte[out.position()];
    out.flip().get(bytes);
    return bytes;
  }

  /** Returns the name for people: an escaped byte is shown as {@code \xNN}, a control as well. */
  public static String display(String name) {
    StringBuilder text = new StringBuilder();
    name.codePoints()
        .forEach(point -> {
          if (isEscaped(point)) {
            text.append("\\x%02x".formatted(point - ESCAPE));
          } else if (Character.isISOControl(point)) {
            text.append("\\x%02x".formatted(point));
          } else {
            text.appendCodePoint(point);
          }
        });
    return text.toString();
  }

  private static boolean isEscaped(int point) {
    return point >= ESCAPE + 0x80 && point <= ESCAPE + 0xff;
  }
}
