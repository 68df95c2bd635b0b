package io.guestkit.inspect.accounts;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A line whose fields a colon divides, in the bytes of its file, so that a field with a hash need
 * never become a text.
 */
final class AccountLine {
  /** 12: passwd has 7 fields, shadow 9; a colon too many is seen. */
  private static final int MAX_FIELDS = 12;

  /** 8: {@code $sha1$} and {@code $gy$} are hashes of crypt(5), none has a longer name. */
  private static final int MAX_HASH_NAME = 8;

  private final byte[] bytes;
  private final int[] starts = new int[MAX_FIELDS + 1];
  private int size;

  /** Divides the bytes from one index up to another. */
  AccountLine(byte[] bytes, int from, int to) {
    this.bytes = bytes;
    starts[0] = from;
    for (int i = from; i <= to && size < MAX_FIELDS; i++) {
      if (i == to || bytes[i] == ':') {
        size++;
        starts[size] = i + 1;
      }
    }
  }

  /** Returns how many fields there are. */
  int size() {
    return size;
  }

  private int end(int field) {
    return starts[field + 1] - 1;
  }

  /** Returns a field; what is not UTF-8 in it is replaced. */
  String text(int field) {
    int start = starts[field];
    return new String(bytes, start, end(field) - start, StandardCharsets.UTF_8);
  }

  /** Returns a user's or group's number, from 0 to 2^32 - 1, or -1 where it is none. */
  long id(int field) {
    long value = number(field);
    return value <= 0xffffffffL ? value : -1;
  }

  /** Returns the number that a field is, or -1 where it is none or has more than 10 digits. */
  long number(int field) {
    int start = starts[field];
    int end = end(field);
    if (start == end || end - start > 10) {
      return -1;
    }
    long value = 0;
    for (int i = start; i < end; i++) {
      int digit = bytes[i] - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      value = value * 10 + digit;
    }
    return value;
  }

  boolean isEmpty(int field) {
    return starts[field] == end(field);
  }

  /** Returns what a field with a password says. */
  PasswordState password(int field) {
    return PasswordState.of(bytes, starts[field], end(field));
  }

  /** Returns whether a field says that the password is in /etc/shadow. */
  boolean isShadowed(int field) {
    int start = starts[field];
    int length = end(field) - start;
    return (length == 1 && bytes[start] == 'x')
        || (length > 2 && bytes[start] == '#' && bytes[start + 1] == '#');
  }

  /**
   * Returns whether a hash stands where none belongs, as in a line that lost a colon: a dollar, a
   * slash, a blank or a control character within the name, or an identifier between two dollars
   * after the password.
   */
  boolean hasMisplacedHash() {
    for (int i = starts[0]; i < end(0) - 1; i++) {
      if (bytes[i] == '$' || bytes[i] == '/' || (bytes[i] >= 0 && bytes[i] <= ' ')) {
        return true;
      }
    }
    int dollar = -1;
    for (int i = starts[Math.min(2, size)]; i < starts[size] - 1; i++) {
      if (bytes[i] == '$') {
        if (dollar >= 0 && i - dollar <= MAX_HASH_NAME) {
          return true;
        }
        dollar = i;
      }
    }
    return false;
  }

  /** Returns the names between commas, empty ones left out. */
  List<String> names(int field) {
    List<String> names = new ArrayList<>();
    int start = starts[field];
    int end = end(field);
    for (int i = start; i <= end; i++) {
      if (i == end || bytes[i] == ',') {
        if (i > start) {
          names.add(new String(bytes, start, i - start, StandardCharsets.UTF_8).strip());
        }
        start = i + 1;
      }
    }
    return names;
  }
}
