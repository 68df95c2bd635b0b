package io.guestkit.cli;

import io.guestkit.block.BlockSource;
import io.guestkit.block.Extent;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/** Copies a source from its start to its end, reading only what is stored. */
final class ContentCopy {
  /** 1 MiB: large reads leave the block cache alone, and cost the least per byte. */
  private static final int CHUNK = 1 << 20;

  /** Where a copy goes. */
  interface Target {
    /** Takes the next bytes, from the start of the array. */
    void data(byte[] bytes, int length) throws IOException;

    /** Takes a run of zeros. */
    void zeros(long length) throws IOException;
  }

  private final BlockSource source;
  private final byte[] buffer;

  private ContentCopy(BlockSource source) {
    this.source = source;
    this.buffer = new byte[(int) Math.min(CHUNK, source.size())];
  }

  /** Copies to a target. */
  static void copy(BlockSource source, Target target) throws IOException {
    new ContentCopy(source).run(target);
  }

  /** Copies to a stream, the holes as zeros. */
  static void copy(BlockSource source, OutputStream out) throws IOException {
    byte[] zeros = new byte[64 << 10];
    copy(
        source,
        new Target() {
          @Override
          public void data(byte[] bytes, int length) throws IOException {
            out.write(bytes, 0, length);
          }

          @Override
          public void zeros(long length) throws IOException {
            for (long left = length; left > 0; left -= zeros.length) {
              out.write(zeros, 0, (int) Math.min(left, zeros.length));
            }
          }
        });
  }

  private void run(Target target) throws IOException {
    long offset = 0;
    while (offset < source.size()) {
      source.session().budget().check();
      Extent extent = source.extentAt(offset);
      if (extent.kind() == Extent.Kind.ZERO) {
        target.zeros(extent.length());
        offset += extent.length();
      } else {
        int length = dataLength(offset, extent);
        source.readFully(offset, ByteBuffer.wrap(buffer, 0, length));
        target.data(buffer, length);
        offset += length;
      }
    }
  }

  /** Returns how much data follows, up to a chunk: formats answer cluster by cluster. */
  private int dataLength(long offset, Extent first) throws IOException {
    long most = Math.min(buffer.length, source.size() - offset);
    long length = first.length();
    while (length < most) {
      Extent next = source.extentAt(offset + length);
      if (next.kind() == Extent.Kind.ZERO) {
        break;
      }
      length += next.length();
    }
    return (int) Math.min(length, most);
  }
}
