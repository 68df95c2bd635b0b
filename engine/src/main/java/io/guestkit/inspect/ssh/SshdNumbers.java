package io.guestkit.inspect.ssh;

/** Numbers, times and sizes in the words of sshd_config(5). */
final class SshdNumbers {
  private SshdNumbers() {}

  /** Returns a number of at most 18 digits, or -1 where a text is none. */
  static long number(String text) {
    if (text.isEmpty() || text.length() > 18) {
      return -1;
    }
    long value = 0;
    for (int i = 0; i < text.length(); i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      value = value * 10 + digit;
    }
    return value;
  }

  /** Returns a time such as 600, 10m or 1h30m in seconds, or -1. TIME FORMATS. */
  static long seconds(String text) {
    long total = 0;
    int start = 0;
    while (start < text.length()) {
      int end = start;
      while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
        end++;
      }
      long value = number(text.substring(start, end));
      long unit = end == text.length() ? 1 : unit(text.charAt(end));
      if (value < 0 || unit < 0 || value > Integer.MAX_VALUE / unit) {
        return -1;
      }
      total += value * unit;
      if (total > Integer.MAX_VALUE) {
        return -1;
      }
      start = end + 1;
    }
    return text.isEmpty() ? -1 : total;
  }

  private static long unit(char c) {
    return switch (c) {
      case 's', 'S' -> 1;
      case 'm', 'M' -> 60;
      case 'h', 'H' -> 3600;
      case 'd', 'D' -> 86_400;
      case 'w', 'W' -> 604_800;
      default -> -1;
    };
  }

  /** Returns a size such as 512M in bytes, or -1. */
  static long bytes(String text) {
    int last = text.length() - 1;
    int shift =
        last < 1
            ? 0
            : switch (text.charAt(last)) {
              case 'k', 'K' -> 10;
              case 'm', 'M' -> 20;
              case 'g', 'G' -> 30;
              default -> 0;
            };
    long value = number(shift == 0 ? text : text.substring(0, last));
    return value < 0 || value > Long.MAX_VALUE >> shift ? -1 : value << shift;
  }
}
