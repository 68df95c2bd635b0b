package io.guestkit.terraform.process;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/** Writes values in DER. Source: ITU-T X.690, 8 and 10. */
final class Der {
  private static final int BOOLEAN = 0x01;
  private static final int INTEGER = 0x02;
  private static final int BIT_STRING = 0x03;
  private static final int OCTET_STRING = 0x04;
  private static final int OBJECT_IDENTIFIER = 0x06;
  private static final int UTF8_STRING = 0x0c;
  private static final int UTC_TIME = 0x17;
  private static final int GENERALIZED_TIME = 0x18;
  private static final int SEQUENCE = 0x30;
  private static final int SET = 0x31;

  /** From 2050 on, X.509 writes four digits of the year (RFC 5280, 4.1.2.5). */
  private static final int FIRST_GENERALIZED_YEAR = 2050;

  private Der() {}

  static byte[] sequence(byte[]... elements) {
    return tagged(SEQUENCE, elements);
  }

  static byte[] set(byte[]... elements) {
    return tagged(SET, elements);
  }

  static byte[] integer(BigInteger value) {
    return tagged(INTEGER, value.toByteArray());
  }

  static byte[] booleanTrue() {
    return tagged(BOOLEAN, new byte[] {(byte) 0xff});
  }

  static byte[] octets(byte[] content) {
    return tagged(OCTET_STRING, content);
  }

  static byte[] utf8(String text) {
    return tagged(UTF8_STRING, text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Returns a bit string.
   *
   * @param unusedBits of the last byte, 0 to 7
   */
  static byte[] bits(int unusedBits, byte[] content) {
    return tagged(BIT_STRING, new byte[] {(byte) unusedBits}, content);
  }

  /** Returns an object identifier, the first two numbers of which stand in one byte. */
  static byte[] objectIdentifier(int... numbers) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    content.write(40 * numbers[0] + numbers[1]);
    for (int i = 2; i < numbers.length; i++) {
      base128(content, numbers[i]);
    }
    return tagged(OBJECT_IDENTIFIER, content.toByteArray());
  }

  /** Seven bits in a byte, the highest set in all but the last. */
  private static void base128(ByteArrayOutputStream out, int number) {
    int groups = Math.max(1, (38 - Integer.numberOfLeadingZeros(number)) / 7);
    for (int i = groups - 1; i >= 0; i--) {
      out.write(((number >> (7 * i)) & 0x7f) | (i > 0 ? 0x80 : 0));
    }
  }

  /** By hand: the formatter of the JDK costs milliseconds at its first use, at every start. */
  static byte[] time(Instant instant) {
    LocalDateTime time = LocalDateTime.ofEpochSecond(instant.getEpochSecond(), 0, ZoneOffset.UTC);
    boolean isUtcTime = time.getYear() < FIRST_GENERALIZED_YEAR;
    StringBuilder text = new StringBuilder(15);
    if (!isUtcTime) {
      twoDigits(text, time.getYear() / 100);
    }
    twoDigits(text, time.getYear() % 100);
    twoDigits(text, time.getMonthValue());
    twoDigits(text, time.getDayOfMonth());
    twoDigits(text, time.getHour());
    twoDigits(text, time.getMinute());
    twoDigits(text, time.getSecond());
    byte[] content = text.append('Z').toString().getBytes(StandardCharsets.US_ASCII);
    return tagged(isUtcTime ? UTC_TIME : GENERALIZED_TIME, content);
  }

  private static void twoDigits(StringBuilder text, int value) {
    text.append((char) ('0' + value / 10)).append((char) ('0' + value % 10));
  }

  /** Returns a value of any tag: its length in the shortest form, then the content. */
  static byte[] tagged(int tag, byte[]... content) {
    int length = 0;
    for (byte[] part : content) {
      length += part.length;
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream(length + 4);
    out.write(tag);
    if (length < 0x80) {
      out.write(length);
    } else {
      byte[] digits = BigInteger.valueOf(length).toByteArray();
      int leading = digits[0] == 0 ? 1 : 0;
      out.write(0x80 | (digits.length - leading));
      out.write(digits, leading, digits.length - leading);
    }
    for (byte[] part : content) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }
}
