package io.guestkit.inspect.sqlite;

import io.guestkit.block.BlockSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * A write-ahead log: a header of 32 bytes, then frames of 24 bytes and a page. What counts are the
 * frames up to the last one that ends a transaction, before the first whose salts or checksum do
 * not fit: what follows it is left from before the log was started anew. Source: WAL-mode File
 * Format, 2 and 3.
 */
final class WriteAheadLog {
  private static final int HEADER_BYTES = 32;
  private static final int FRAME_BYTES = 24;

  /** The last bit says whether checksums take big-endian words. */
  private static final int MAGIC = 0x377f0682;

  private static final int VERSION = 3007000;

  /** 1 MiB: reads a log of the usual 4 MiB in few steps. */
  private static final int CHUNK_BYTES = 1 << 20;

  private final BlockSource source;
  private final int pageSize;
  private int sum0;
  private int sum1;

  private WriteAheadLog(BlockSource source, int pageSize) {
    this.source = source;
    this.pageSize = pageSize;
  }

  /** Returns the pages of the log's transactions; empty where there are none of this database. */
  static Optional<PageLog> read(BlockSource source, int pageSize) throws IOException {
    PageLog log = new PageLog(source);
    if (source.size() >= HEADER_BYTES) {
      new WriteAheadLog(source, pageSize).read(log);
    }
    return log.pageCount() == 0 ? Optional.empty() : Optional.of(log);
  }

  private void read(PageLog log) throws IOException {
    ByteBuffer header = ByteBuffer.wrap(source.readBytes(0, HEADER_BYTES));
    ByteOrder order = (header.getInt(0) & 1) == 1 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    sum(header, 0, HEADER_BYTES - 8, order);
    if ((header.getInt(0) & ~1) != MAGIC
        || header.getInt(4) != VERSION
        || header.getInt(8) != pageSize
        || header.getInt(24) != sum0
        || header.getInt(28) != sum1) {
      return;
    }
    int frameSize = FRAME_BYTES + pageSize;
    long frames = (source.size() - HEADER_BYTES) / frameSize;
    int perChunk = (int) Math.min(Math.max(1, CHUNK_BYTES / frameSize), frames);
    ByteBuffer chunk = ByteBuffer.allocate(perChunk * frameSize);
    for (long frame = 0; frame < frames; frame += perChunk) {
      long offset = HEADER_BYTES + frame * frameSize;
      chunk.clear().limit((int) Math.min(perChunk, frames - frame) * frameSize);
      source.readFully(offset, chunk);
      for (int at = 0; at < chunk.limit(); at += frameSize) {
        if (chunk.getLong(at + 8) != header.getLong(16) || !isSound(chunk, at, order)) {
          return;
        }
        log.add(chunk.getInt(at) & 0xffff_ffffL, offset + at + FRAME_BYTES);
        long pages = chunk.getInt(at + 4) & 0xffff_ffffL;
        if (pages > 0) {
          log.commit(pages);
        }
      }
    }
  }

  /** Takes a frame into the running checksum, and returns whether the frame's own is that. */
  private boolean isSound(ByteBuffer chunk, int at, ByteOrder order) {
    sum(chunk, at, at + 8, order);
    sum(chunk, at + FRAME_BYTES, at + FRAME_BYTES + pageSize, order);
    return chunk.getInt(at) != 0 && chunk.getInt(at + 16) == sum0 && chunk.getInt(at + 20) == sum1;
  }

  private void sum(ByteBuffer bytes, int from, int to, ByteOrder order) {
    ByteOrder before = bytes.order();
    bytes.order(order);
    for (int at = from; at < to; at += 8) {
      sum0 += bytes.getInt(at) + sum1;
      sum1 += bytes.getInt(at + 4) + sum0;
    }
    bytes.order(before);
  }
}
