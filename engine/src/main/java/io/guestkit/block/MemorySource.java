package io.guestkit.block;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Bytes in memory as a source: data kept inline in a structure, a decoded table. */
public final class MemorySource implements BlockSource {
  private final String name;
  private final byte[] bytes;
  private final ReadSession session;

  /** Wraps the bytes, which the caller no longer changes. */
  public MemorySource(String name, byte[] bytes, ReadSession session) {
    this.name = name;
    this.bytes = bytes;
    this.session = session;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public long size() {
    return bytes.length;
  }

  @Override
  public ReadSession session() {
    return session;
  }

  @Override
  public void readFully(long offset, ByteBuffer target) throws IOException {
    checkRange(offset, target.remaining());
    target.put(bytes, (int) offset, target.remaining());
  }
}
