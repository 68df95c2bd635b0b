package io.guestkit.inspect.network.config;

/** Decimal numbers as files of settings write them. */
public final class Numbers {
  private Numbers() {}

  /** Returns the number that a text is, or -1 where it is none from 0 to a limit. */
  public static int parse(String text, int limit) {
    long value = text.isEmpty() ? -1 : 0;
    for (int i = 0; i < text.length(); i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      value = value * 10 + digit;
      if (value > limit) {
        return -1;
      }
    }
    return (int) value;
  }

  /** Returns whether a text is one of the words that systemd, netplan and shells take for yes. */
  public static boolean isYes(String text) {
    return text.equalsIgnoreCase("yes")
        || text.equalsIgnoreCase("true")
        || text.equalsIgnoreCase("on")
        || text.equalsIgnoreCase("y")
        || text.equalsIgnoreCase("t")
        || text.equals("1");
  }
}
