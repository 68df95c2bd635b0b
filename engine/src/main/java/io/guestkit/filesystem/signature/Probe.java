package io.guestkit.filesystem.signature;

import io.guestkit.block.BlockSource;
import io.guestkit.block.Struct;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** A volume that is asked for many magic numbers; reads each of its blocks once. */
final class Probe {
  private static final int BLOCK = 4096;

  private final BlockSource volume;
  private final Map<Long, byte[]> blocks = new HashMap<>();

  Probe(BlockSource volume) {
    this.volume = volume;
  }

  long size() {
    return volume.size();
  }

  /** Returns the offset of the last sectors: so many of 512 bytes from the end, or -1. */
  long fromEnd(int sectors) {
    long count = volume.size() / 512;
    return count < sectors ? -1 : (count - sectors) * 512;
  }

  /** Returns whether bytes stand at an offset; false where that is outside of the volume. */
  boolean has(long offset, String latin1) throws IOException {
    return has(offset, latin1.getBytes(StandardCharsets.ISO_8859_1));
  }

  private boolean has(long offset, byte[] magic) throws IOException {
    if (offset < 0 || offset > volume.size() - magic.length) {
      return false;
    }
    for (int i = 0; i < magic.length; i++) {
      if (byteAt(offset + i) != magic[i]) {
        return false;
      }
    }
    return true;
  }

  private byte byteAt(long offset) throws IOException {
    long index = offset / BLOCK;
    byte[] block = blocks.get(index);
    if (block == null) {
      long start = index * BLOCK;
      block = volume.readBytes(start, (int) Math.min(BLOCK, volume.size() - start));
      blocks.put(index, block);
    }
    return block[(int) (offset % BLOCK)];
  }

  Struct little(long offset, int length) throws IOException {
    return Struct.littleEndian("signature", volume, offset, length);
  }

  Struct big(long offset, int length) throws IOException {
    return Struct.bigEndian("signature", volume, offset, length);
  }
}
