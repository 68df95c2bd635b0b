package io.guestkit.inspect.network.config;

import java.util.List;
import java.util.Optional;

/**
 * An address of IP, written as {@code ip address} writes it: IPv6 in lower case, its longest run of
 * zero groups left out. Sources: RFC 791; RFC 4291, 2.2; RFC 5952.
 *
 * @param bytes 4 or 16, the network's order, as numbers from 0 to 255
 */
record IpAddress(List<Integer> bytes) {
  private static final int V4_BYTES = 4;
  private static final int V6_GROUPS = 8;

  /** 45: the longest text of an IPv6 address that ends as an IPv4 one. */
  private static final int MAX_LENGTH = 45;

  /** Returns the address that a text is; a zone after a percent sign is left out. */
  static Optional<IpAddress> parse(String text) {
    int zone = text.indexOf('%');
    String address = zone < 0 ? text : text.substring(0, zone);
    if (address.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    return address.indexOf(':') < 0 ? v4(address) : v6(address);
  }

  private static Optional<IpAddress> v4(String text) {
    Integer[] bytes = new Integer[V4_BYTES];
    int start = 0;
    for (int i = 0; i < V4_BYTES; i++) {
      int end = i == V4_BYTES - 1 ? text.length() : text.indexOf('.', start);
      int value = end < 0 || end - start > 3 ? -1 : Numbers.parse(text.substring(start, end), 255);
      if (value < 0) {
        return Optional.empty();
      }
      bytes[i] = value;
      start = end + 1;
    }
    return Optional.of(new IpAddress(List.of(bytes)));
  }

  private static Optional<IpAddress> v6(String text) {
    int[] head = new int[V6_GROUPS];
    int[] tail = new int[V6_GROUPS];
    int gap = text.indexOf("::");
    int headCount = groups(gap < 0 ? text : text.substring(0, gap), head);
    int tailCount = gap < 0 ? 0 : groups(text.substring(gap + 2), tail);
    int count = headCount + tailCount;
    if (headCount < 0 || tailCount < 0 || (gap < 0 ? count != V6_GROUPS : count >= V6_GROUPS)) {
      return Optional.empty();
    }
    Integer[] bytes = new Integer[2 * V6_GROUPS];
    for (int i = 0; i < V6_GROUPS; i++) {
      int fromEnd = tailCount - (V6_GROUPS - i);
      int group = i < headCount ? head[i] : fromEnd >= 0 ? tail[fromEnd] : 0;
      bytes[2 * i] = group >> 8;
      bytes[2 * i + 1] = group & 0xff;
    }
    return Optional.of(new IpAddress(List.of(bytes)));
  }

  /** Fills in the groups of a text and returns how many they are, -1 where it is none. */
  private static int groups(String text, int[] groups) {
    int count = 0;
    int start = 0;
    while (start < text.length()) {
      int colon = text.indexOf(':', start);
      int end = colon < 0 ? text.length() : colon;
      String part = text.substring(start, end);
      if (colon < 0 && part.indexOf('.') >= 0) {
        Optional<IpAddress> last = v4(part);
        if (last.isEmpty() || count > V6_GROUPS - 2) {
          return -1;
        }
        groups[count++] = last.get().bytes.get(0) << 8 | last.get().bytes.get(1);
        groups[count++] = last.get().bytes.get(2) << 8 | last.get().bytes.get(3);
        return count;
      }
      int value = part.length() > 4 ? -1 : hexadecimal(part);
      if (value < 0 || count == V6_GROUPS || colon == text.length() - 1) {
        return -1;
      }
      groups[count++] = value;
      start = end + 1;
    }
    return count;
  }

  private static int hexadecimal(String text) {
    int value = text.isEmpty() ? -1 : 0;
    for (int i = 0; i < text.length(); i++) {
      int digit = text.charAt(i) < 0x80 ? Character.digit(text.charAt(i), 16) : -1;
      if (digit < 0) {
        return -1;
      }
      value = value << 4 | digit;
    }
    return value;
  }

  /** Returns the length of a prefix that holds this address alone. */
  int bits() {
    return bytes.size() * 8;
  }

  /** Returns the length of the prefix that an IPv4 address had before 1993, by its class. */
  int classPrefix() {
    if (bytes.size() != V4_BYTES) {
      return bits();
    }
    int first = bytes.getFirst();
    return first < 128 ? 8 : first < 192 ? 16 : 24;
  }

  /** Returns the length of the prefix that this is the mask of, or -1. */
  int maskLength() {
    int length = 0;
    while (length < bits() && bit(length)) {
      length++;
    }
    for (int i = length; i < bits(); i++) {
      if (bit(i)) {
        return -1;
      }
    }
    return length;
  }

  private boolean bit(int index) {
    return (bytes.get(index / 8) >> (7 - index % 8) & 1) != 0;
  }

  /** Returns whether another address begins with the same bits. */
  boolean sharesPrefix(IpAddress other, int length) {
    if (bytes.size() != other.bytes.size()) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (bit(i) != other.bit(i)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    if (bytes.size() == V4_BYTES) {
      dotted(text, 0);
      return text.toString();
    }
    int[] run = longestRun();
    boolean mapped = run[0] == 0 && run[1] == 5 && group(5) == 0xffff;
    boolean compatible = run[0] == 0 && run[1] == 6;
    int groups = mapped || compatible ? V6_GROUPS - 2 : V6_GROUPS;
    for (int i = 0; i < groups; i++) {
      if (i >= run[0] && i < run[0] + run[1]) {
        i += run[1] - 1;
        text.append(i == V6_GROUPS - 1 ? "::" : ":");
      } else {
        text.append(i == 0 ? "" : ":").append(Integer.toHexString(group(i)));
      }
    }
    if (mapped || compatible) {
      dotted(text.append(':'), 12);
    }
    return text.toString();
  }

  private int group(int index) {
    return bytes.get(2 * index) << 8 | bytes.get(2 * index + 1);
  }

  /** Returns the first and the number of the groups that are left out: the longest run, if two. */
  private int[] longestRun() {
    int[] longest = {V6_GROUPS, 0};
    int start = 0;
    for (int i = 0; i < V6_GROUPS; i++) {
      if (group(i) != 0) {
        start = i + 1;
      } else if (i - start + 1 > Math.max(longest[1], 1)) {
        longest = new int[] {start, i - start + 1};
      }
    }
    return longest;
  }

  private void dotted(StringBuilder text, int from) {
    for (int i = from; i < bytes.size(); i++) {
      text.append(i == from ? "" : ".").append(bytes.get(i));
    }
  }
}
