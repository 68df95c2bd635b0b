package io.guestkit.filesystem.btrfs;

import io.guestkit.block.BlockSource;
import io.guestkit.block.ReadSession;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Bytes that were read and checked, at the logical address that they were read from. */
@SuppressWarnings("ArrayRecordComponent")
record ItemSource(String name, ReadSession session, long address, byte[] bytes)
    implements BlockSource {

  @Override
  public long size() {
    return address + bytes.length;
  }

  @Override
  public void readFully(long offset, ByteBuffer target) throws IOException {
    checkRange(offset, target.remaining());
    checkRange(offset - address, target.remaining());
    target.put(bytes, (int) (offset - address), target.remaining());
  }
}
