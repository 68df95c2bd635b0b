package io.guestkit.inspect.accounts;

import java.util.Locale;

/**
 * What a field with a hash says. {@code passwd -S} prints P for set, NP for empty, and L both for
 * locked and for none; for what is neither empty nor a hash, such as {@code x}, it prints P though
 * no password fits, which is none here. Sources: shadow(5), passwd(1), crypt(5).
 */
enum PasswordState {
  SET,
  LOCKED,
  EMPTY,
  NONE;

  /** 13: characters of the oldest hash, of DES; longer ones of its kind add 11 for each part. */
  private static final int DES_LENGTH = 13;

  private static final int DES_PART = 11;

  /** 20: characters of a hash of BSDi, which begins with an underscore. */
  private static final int BSDI_LENGTH = 20;

  /** Returns what bytes from one index up to another say; they are not kept. */
  static PasswordState of(byte[] bytes, int from, int to) {
    if (from == to) {
      return EMPTY;
    }
    int start = from;
    while (start < to && bytes[start] == '!') {
      start++;
    }
    if (!isHash(bytes, start, to)) {
      return NONE;
    }
    return start > from ? LOCKED : SET;
  }

  private static boolean isHash(byte[] bytes, int from, int to) {
    int length = to - from;
    if (length == 0) {
      return false;
    }
    if (bytes[from] == '$') {
      return length > 1;
    }
    boolean isBsdi = bytes[from] == '_' && length == BSDI_LENGTH;
    boolean isDes = length >= DES_LENGTH && (length - DES_LENGTH) % DES_PART == 0;
    if (!isBsdi && !isDes) {
      return false;
    }
    for (int i = isBsdi ? from + 1 : from; i < to; i++) {
      if (!isOfHash(bytes[i])) {
        return false;
      }
    }
    return true;
  }

  private static boolean isOfHash(byte b) {
    return (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z') || (b >= '.' && b <= '9');
  }

  /** Returns its name in the report. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
