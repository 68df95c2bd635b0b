package io.guestkit;

import io.guestkit.block.BlockSource;
import io.guestkit.block.Extent;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** Compares two sources from their start to the first difference, holes unread. */
final class ContentComparison {
  /** 1 MiB: large reads leave the block cache alone, and cost the least per byte. */
  private static final int CHUNK = 1 << 20;

  private static final byte[] NOTHING = {};

  private final BlockSource a;
  private final BlockSource b;
  private byte[] bytesOfA = NOTHING;
  private byte[] bytesOfB = NOTHING;

  private ContentComparison(BlockSource a, BlockSource b) {
    this.a = a;
    this.b = b;
  }

  /** Returns whether two sources hold the same bytes. */
  static boolean areEqual(BlockSource a, BlockSource b) throws IOException {
    return a.size() == b.size() && new ContentComparison(a, b).run();
  }

  private boolean run() throws IOException {
    long offset = 0;
    while (offset < a.size()) {
      a.session().budget().check();
      Extent ofA = a.extentAt(offset);
      Extent ofB = b.extentAt(offset);
      long length = Math.min(a.size() - offset, Math.min(ofA.length(), ofB.length()));
      if (ofA.kind() != Extent.Kind.ZERO || ofB.kind() != Extent.Kind.ZERO) {
        length = Math.min(CHUNK, Math.min(dataLength(a, offset), dataLength(b, offset)));
        if (!isEqual(offset, (int) length)) {
          return false;
        }
      }
      offset += length;
    }
    return true;
  }

  /** Returns how many bytes up to a chunk may be read at once: formats answer block by block. */
  private static long dataLength(BlockSource source, long offset) throws IOException {
    long most = Math.min(CHUNK, source.size() - offset);
    Extent first = source.extentAt(offset);
    long length = first.length();
    while (length < most) {
      Extent next = source.extentAt(offset + length);
      if (next.kind() != first.kind()) {
        break;
      }
      length += next.length();
    }
    return Math.min(length, most);
  }

  private boolean isEqual(long offset, int length) throws IOException {
    if (bytesOfA.length < length) {
      bytesOfA = new byte[length];
      bytesOfB = new byte[length];
    }
    a.readFully(offset, ByteBuffer.wrap(bytesOfA, 0, length));
    b.readFully(offset, ByteBuffer.wrap(bytesOfB, 0, length));
    return Arrays.equals(bytesOfA, 0, length, bytesOfB, 0, length);
  }
}
