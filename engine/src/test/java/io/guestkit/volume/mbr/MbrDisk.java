package io.guestkit.volume.mbr;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Builds a disk with a DOS partition table. */
final class MbrDisk {
  final ByteBuffer bytes;
  private final int sectorSize;

  MbrDisk(int sectorSize, int sectors) {
    this.bytes = ByteBuffer.allocate(sectorSize * sectors).order(ByteOrder.LITTLE_ENDIAN);
    this.sectorSize = sectorSize;
    bytes.putInt(0x1b8, 0xbeef);
    sign(0);
  }

  /** Writes the signature of a record. */
  MbrDisk sign(int sector) {
    bytes.putShort(sector * sectorSize + 0x1fe, (short) 0xaa55);
    return this;
  }

  /** Puts an entry into a slot, from 0 to 3, of the record in a sector, and signs the record. */
  MbrDisk entry(int sector, int slot, int type, long start, long size) {
    int at = sector * sectorSize + 0x1be + 16 * slot;
    bytes.put(at + 4, (byte) type).putInt(at + 8, (int) start).putInt(at + 12, (int) size);
    return sign(sector);
  }

  byte[] build() {
    return bytes.array();
  }
}
