package io.guestkit.cli.find;

/**
 * What is asked of the permission bits: {@code MODE} these and no other, {@code -MODE} all of
 * these, {@code /MODE} any of these, or no matter which where MODE is 0.
 *
 * @param kind one of {@code =}, {@code -}, {@code /}
 * @param bits 0 to 07777
 */
public record Permissions(char kind, int bits) {
  private static final int MAX_DIGITS = 5;

  /** Returns what a text asks for; the mode is octal. */
  public static Permissions parse(String name, String text) {
    boolean prefixed = text.startsWith("-") || text.startsWith("/");
    String octal = prefixed ? text.substring(1) : text;
    int bits = 0;
    for (int i = 0; i < octal.length(); i++) {
      int digit = octal.charAt(i) - '0';
      bits = digit < 0 || digit > 7 || i >= MAX_DIGITS ? -1 : bits << 3 | digit;
      if (bits < 0) {
        break;
      }
    }
    if (octal.isEmpty() || bits < 0 || bits > 07777) {
      throw new IllegalArgumentException(
          name + ": '" + text + "' is not an octal mode such as 644, -022 or /6000");
    }
    return new Permissions(prefixed ? text.charAt(0) : '=', bits);
  }

  /** Returns whether permission bits are such. */
  public boolean matches(int mode) {
    return switch (kind) {
      case '-' -> (mode & bits) == bits;
      case '/' -> bits == 0 || (mode & bits) != 0;
      default -> mode == bits;
    };
  }
}
