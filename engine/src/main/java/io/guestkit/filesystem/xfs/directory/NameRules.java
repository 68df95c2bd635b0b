package io.guestkit.filesystem.xfs.directory;

import java.util.Arrays;

/**
 * How names are hashed and compared.
 *
 * @param folded whether letters of either case are equal: those of ASCII and of Latin-1
 */
record NameRules(boolean folded) {

  /** Returns the hash that the index of a directory keeps of a name. */
  int hash(byte[] name) {
    return folded ? foldedHash(name) : bytesHash(name);
  }

  private static int bytesHash(byte[] name) {
    int hash = 0;
    int at = 0;
    for (; name.length - at >= 4; at += 4) {
      int four = u8(name, at) << 21 ^ u8(name, at + 1) << 14 ^ u8(name, at + 2) << 7;
      hash = four ^ u8(name, at + 3) ^ Integer.rotateLeft(hash, 28);
    }
    return switch (name.length - at) {
      case 3 ->
          u8(name, at) << 14
              ^ u8(name, at + 1) << 7
              ^ u8(name, at + 2)
              ^ Integer.rotateLeft(hash, 21);
      case 2 -> u8(name, at) << 7 ^ u8(name, at + 1) ^ Integer.rotateLeft(hash, 14);
      case 1 -> u8(name, at) ^ Integer.rotateLeft(hash, 7);
      default -> hash;
    };
  }

  private static int foldedHash(byte[] name) {
    int hash = 0;
    for (byte b : name) {
      hash = fold(b & 0xff) ^ Integer.rotateLeft(hash, 7);
    }
    return hash;
  }

  private static int u8(byte[] name, int at) {
    return name[at] & 0xff;
  }

  private static int fold(int c) {
    boolean upper = (c >= 'A' && c <= 'Z') || (c >= 0xc0 && c <= 0xde && c != 0xd7);
    return upper ? c + 0x20 : c;
  }

  /** Returns whether two names stand for the same entry. */
  boolean areEqual(byte[] one, byte[] other) {
    if (!folded || one.length != other.length) {
      return Arrays.equals(one, other);
    }
    for (int i = 0; i < one.length; i++) {
      if (fold(one[i] & 0xff) != fold(other[i] & 0xff)) {
        return false;
      }
    }
    return true;
  }

  /**
   * Returns whether an index leads to each equal name. mkfs before version 6.4 did not fold letters
   * of Latin-1 for it.
   */
  boolean isIndexed(byte[] name) {
    if (folded) {
      for (byte b : name) {
        if (b < 0) {
          return false;
        }
      }
    }
    return true;
  }
}
