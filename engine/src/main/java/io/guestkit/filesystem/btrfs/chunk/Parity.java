package io.guestkit.filesystem.btrfs.chunk;

import io.guestkit.block.CorruptImageException;
import io.guestkit.block.ImageException;
import io.guestkit.block.LimitExceededException;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A row of a chunk with parity, from which a column that cannot be read is rebuilt. The columns of
 * data come first, then P, their sum, and Q, their sum weighted by powers of 2 in GF(2^8); each row
 * starts one device later than the row before. Source: "The mathematics of RAID-6", H. Peter Anvin.
 */
final class Parity {
  /** x^8 + x^4 + x^3 + x^2 + 1, without its highest bit. */
  private static final int POLYNOMIAL = 0x1d;

  /** Powers of 2 repeat after so many. */
  private static final int ORDER = 255;

  private final LogicalSpace space;
  private final Chunk chunk;
  private final long row;

  /** Where the wanted bytes stand in every stripe. */
  private final long within;

  /** Sums of the columns that were read; with all of them, both are zero. */
  private final byte[] p;

  private final byte[] q;
  private final byte[] column;
  private boolean hasP = true;
  private boolean hasQ;
  private @Nullable ImageException why;

  Parity(LogicalSpace space, Chunk chunk, long row, long within, int length) {
    this.space = space;
    this.chunk = chunk;
    this.row = row;
    this.within = within;
    p = new byte[length];
    q = new byte[length];
    column = new byte[length];
    hasQ = chunk.profile().parities() > 1;
  }

  /** Returns the stripe that a column of a row is on. */
  static int stripe(Chunk chunk, long row, int column) {
    return (int) ((row + column) % chunk.stripes().size());
  }

  /**
   * Returns a column of data.
   *
   * @param distrusted another column that is not used, none where it is negative
   * @throws ImageException if too many columns cannot be read
   */
  byte[] rebuild(int wanted, int distrusted) throws IOException {
    int data = chunk.dataStripes();
    int other = -1;
    int lost = 0;
    for (int i = data - 1; i >= 0; i--) {
      doubleQ();
      if (i == wanted) {
        continue;
      }
      if (i != distrusted && read(i)) {
        add(p);
        add(q);
      } else {
        other = i;
        lost++;
      }
    }
    hasP = data != distrusted && read(data);
    if (hasP) {
      add(p);
    }
    hasQ = hasQ && data + 1 != distrusted && read(data + 1);
    if (hasQ) {
      add(q);
    }
    if (lost == 0 && hasP) {
      return p;
    }
    if (lost == 0 && hasQ) {
      return times(q, power(-wanted));
    }
    if (lost == 1 && hasP && hasQ && (wanted - other) % ORDER != 0) {
      byte[] weighted = times(p, power(other));
      for (int i = 0; i < weighted.length; i++) {
        weighted[i] ^= q[i];
      }
      return times(weighted, inverse(power(wanted) ^ power(other)));
    }
    throw why == null
        ? new CorruptImageException("chunk of " + space.name(), chunk.start(), "no parity is left")
        : why;
  }

  private boolean read(int index) throws IOException {
    try {
      space.readStripe(chunk, stripe(chunk, row, index), within, ByteBuffer.wrap(column));
      return true;
    } catch (LimitExceededException e) {
      throw e;
    } catch (ImageException e) {
      why = why == null ? e : why;
      return false;
    }
  }

  private void add(byte[] sum) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] ^= column[i];
    }
  }

  private void doubleQ() {
    for (int i = 0; i < q.length; i++) {
      q[i] = (byte) doubled(q[i] & 0xff);
    }
  }

  private static int doubled(int value) {
    int shifted = value << 1;
    return shifted > 0xff ? (shifted & 0xff) ^ POLYNOMIAL : shifted;
  }

  private static int power(int exponent) {
    int value = 1;
    for (int i = Math.floorMod(exponent, ORDER); i > 0; i--) {
      value = doubled(value);
    }
    return value;
  }

  /** Returns what gives 1 when multiplied with a value above 0. */
  private static int inverse(int value) {
    int logarithm = 0;
    for (int at = 1; at != value; at = doubled(at)) {
      logarithm++;
    }
    return power(-logarithm);
  }

  private static byte[] times(byte[] bytes, int factor) {
    byte[] table = new byte[256];
    for (int i = 0; i < table.length; i++) {
      int product = 0;
      int weighted = factor;
      for (int bits = i; bits != 0; bits >>= 1) {
        product ^= (bits & 1) != 0 ? weighted : 0;
        weighted = doubled(weighted);
      }
      table[i] = (byte) product;
    }
    byte[] products = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      products[i] = table[bytes[i] & 0xff];
    }
    return products;
  }
}
