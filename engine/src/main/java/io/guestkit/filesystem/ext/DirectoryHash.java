package io.guestkit.filesystem.ext;

import java.util.OptionalInt;

/**
 * The hash by which a hashed directory orders its names. Source: Linux
 * Documentation/filesystems/ext4, "Hash Tree Directories", and fs/ext4/hash.c for the functions.
 */
@SuppressWarnings("ArrayRecordComponent") // never changed
record DirectoryHash(int[] seed, boolean signed) {
  private static final int LEGACY = 0;
  private static final int HALF_MD4 = 1;
  private static final int TEA = 2;

  /** The last hash stands for the end of the directory and is given to no name. */
  private static final int END = 0xfffffffe;

  private static final int[] DEFAULT_SEED = {0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476};

  /**
   * A hash and the part of it that orders names of equal hash.
   *
   * @param hash unsigned, its lowest bit clear
   */
  record Hash(int hash, int minor) {}

  /** Returns the hash of a name; empty where the version is none that is computed here. */
  OptionalInt of(byte[] name, int version) {
    return isKnown(version) ? OptionalInt.of(both(name, version).hash()) : OptionalInt.empty();
  }

  static boolean isKnown(int version) {
    return version >= LEGACY && version <= TEA;
  }

  /** Returns both parts of the hash of a name by a version that is known. */
  Hash both(byte[] name, int version) {
    int[] state = isZero(seed) ? DEFAULT_SEED.clone() : seed.clone();
    int hash;
    int minor = 0;
    if (version == LEGACY) {
      hash = legacy(name);
    } else if (version == HALF_MD4) {
      for (int from = 0; from < name.length; from += 32) {
        halfMd4(state, words(name, from, 8));
      }
      hash = state[1];
      minor = state[2];
    } else {
      for (int from = 0; from < name.length; from += 16) {
        tea(state, words(name, from, 4));
      }
      hash = state[0];
      minor = state[1];
    }
    hash &= ~1;
    return new Hash(hash == END ? END - 2 : hash, minor);
  }

  private static boolean isZero(int[] words) {
    return (words[0] | words[1] | words[2] | words[3]) == 0;
  }

  private int at(byte[] name, int index) {
    return signed ? name[index] : name[index] & 0xff;
  }

  private int legacy(byte[] name) {
    int hash0 = 0x12a3fe2d;
    int hash1 = 0x37abe8f9;
    for (int i = 0; i < name.length; i++) {
      int hash = hash1 + (hash0 ^ at(name, i) * 7152373);
      if (hash < 0) {
        hash -= 0x7fffffff;
      }
      hash1 = hash0;
      hash0 = hash;
    }
    return hash0 << 1;
  }

  /** Returns a piece of the name as words, filled up with its length. */
  private int[] words(byte[] name, int from, int count) {
    int left = name.length - from;
    int pad = left | (left << 8);
    pad |= pad << 16;
    int[] words = new int[count];
    int length = Math.min(left, count * 4);
    for (int word = 0; word < count; word++) {
      int value = pad;
      for (int i = word * 4; i < Math.min(word * 4 + 4, length); i++) {
        value = at(name, from + i) + (value << 8);
      }
      words[word] = value;
    }
    return words;
  }

  private static void tea(int[] state, int[] key) {
    int sum = 0;
    int b0 = state[0];
    int b1 = state[1];
    for (int round = 0; round < 16; round++) {
      sum += 0x9e3779b9;
      b0 += ((b1 << 4) + key[0]) ^ (b1 + sum) ^ ((b1 >>> 5) + key[1]);
      b1 += ((b0 << 4) + key[2]) ^ (b0 + sum) ^ ((b0 >>> 5) + key[3]);
    }
    state[0] += b0;
    state[1] += b1;
  }

  private static final int[] ORDER = {
    0, 1, 2, 3, 4, 5, 6, 7, 1, 3, 5, 7, 0, 2, 4, 6, 3, 7, 2, 6, 1, 5, 0, 4
  };
  private static final int[] SHIFT = {3, 7, 11, 19, 3, 5, 9, 13, 3, 9, 11, 15};
  private static final int[] ADDED = {0, 0x5a827999, 0x6ed9eba1};

  private static void halfMd4(int[] state, int[] in) {
    int a = state[0];
    int b = state[1];
    int c = state[2];
    int d = state[3];
    for (int step = 0; step < ORDER.length; step++) {
      int round = step / 8;
      int mixed =
          switch (round) {
            case 0 -> d ^ (b & (c ^ d));
            case 1 -> (b & c) + ((b ^ c) & d);
            default -> b ^ c ^ d;
          };
      int rotated =
          Integer.rotateLeft(
              a + mixed + in[ORDER[step]] + ADDED[round], SHIFT[round * 4 + step % 4]);
      a = d;
      d = c;
      c = b;
      b = rotated;
    }
    state[0] += a;
    state[1] += b;
    state[2] += c;
    state[3] += d;
  }
}
