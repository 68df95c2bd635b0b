package io.guestkit.inspect.ssh;

import java.util.Optional;

/**
 * Classes of traffic in the words of IPQoS. Sources: sshd_config(5), RFC 2474, 3246, 8622, 1349.
 */
final class SshdQos {
  /** Names by their byte in the header of IP; where two have one the first is printed. */
  private static final String[] NAMES = {
    "af11=40", "af12=48", "af13=56", "af21=72", "af22=80", "af23=88", "af31=104", "af32=112",
    "af33=120", "af41=136", "af42=144", "af43=152", "cs0=0", "cs1=32", "cs2=64", "cs3=96",
    "cs4=128", "cs5=160", "cs6=192", "cs7=224", "ef=184", "le=4", "lowdelay=16", "throughput=8",
    "reliability=4",
  };

  private SshdQos() {}

  /**
   * Returns the name of a class, or its number where it has none, or empty where a word is none.
   */
  static Optional<String> name(String word) {
    if (word.equalsIgnoreCase("none")) {
      return Optional.of("none");
    }
    long value = -1;
    for (String name : NAMES) {
      int equals = name.indexOf('=');
      if (word.equalsIgnoreCase(name.substring(0, equals))) {
        value = SshdNumbers.number(name.substring(equals + 1));
      }
    }
    value = value < 0 ? number(word) : value;
    if (value < 0 || value > 255) {
      return Optional.empty();
    }
    for (String name : NAMES) {
      int equals = name.indexOf('=');
      if (SshdNumbers.number(name.substring(equals + 1)) == value) {
        return Optional.of(name.substring(0, equals));
      }
    }
    return Optional.of("0x" + (value < 16 ? "0" : "") + Long.toHexString(value));
  }

  /** Returns a number as C writes it: decimal, octal after 0, hexadecimal after 0x; or -1. */
  private static long number(String word) {
    boolean isHex = word.startsWith("0x") || word.startsWith("0X");
    boolean isOctal = !isHex && word.length() > 1 && word.charAt(0) == '0';
    int radix = isHex ? 16 : isOctal ? 8 : 10;
    String digits = isHex ? word.substring(2) : word;
    if (digits.isEmpty() || digits.length() > 4) {
      return -1;
    }
    long value = 0;
    for (int i = 0; i < digits.length(); i++) {
      int digit = Character.digit(digits.charAt(i), radix);
      if (digit < 0) {
        return -1;
      }
      value = value * radix + digit;
    }
    return value;
  }
}
