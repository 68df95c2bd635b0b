package io.guestkit.volume.gpt;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import java.util.zip.CRC32;

/** Builds a disk with a GUID partition table; both copies are sealed with their checksums. */
final class GptDisk {
  static final String LINUX = "0fc63daf-8483-4772-8e79-3d69d8477de4";

  private final ByteBuffer disk;
  private final ByteBuffer entries;
  private final int sectorSize;
  private final int entrySize;
  private Consumer<ByteBuffer> header = h -> {};

  /** Makes a disk of 128 entries. */
  GptDisk(int sectorSize, int blocks) {
    this(sectorSize, blocks, 128, 128);
  }

  GptDisk(int sectorSize, int blocks, int entryCount, int entrySize) {
    this.disk = ByteBuffer.allocate(sectorSize * blocks).order(ByteOrder.LITTLE_ENDIAN);
    this.entries = ByteBuffer.allocate(entryCount * entrySize).order(ByteOrder.LITTLE_ENDIAN);
    this.sectorSize = sectorSize;
    this.entrySize = entrySize;
    protectiveRecord(disk, 0);
  }

  /** Puts a protective entry into a slot of the boot record. */
  static void protectiveRecord(ByteBuffer disk, int slot) {
    disk.put(0x1be + 16 * slot + 4, (byte) 0xee).putInt(0x1be + 16 * slot + 8, 1);
    disk.putInt(0x1be + 16 * slot + 12, -1).putShort(0x1fe, (short) 0xaa55);
  }

  GptDisk entry(int number, long first, long last) {
    return entry(number, first, last, 0, "");
  }

  GptDisk entry(int number, long first, long last, long attributes, String name) {
    int at = (number - 1) * entrySize;
    entries.putLong(at, 0x4772_8483_0fc6_3dafL).putLong(at + 8, 0xe47d_47d8_693d_798eL);
    entries.putLong(at + 16, number).putLong(at + 24, 0x0100_0000_0000_0000L);
    entries.putLong(at + 32, first).putLong(at + 40, last).putLong(at + 48, attributes);
    entries.put(at + 56, name.getBytes(StandardCharsets.UTF_16LE));
    return this;
  }

  /** Changes both headers before they are sealed. */
  GptDisk header(Consumer<ByteBuffer> change) {
    header = change;
    return this;
  }

  /** Changes the finished disk. */
  static byte[] damaged(byte[] disk, Consumer<ByteBuffer> change) {
    change.accept(ByteBuffer.wrap(disk).order(ByteOrder.LITTLE_ENDIAN));
    return disk;
  }

  byte[] build() {
    int last = disk.capacity() / sectorSize - 1;
    int array = (entries.capacity() + sectorSize - 1) / sectorSize;
    copy(1, last, 2);
    copy(last, 1, last - array);
    return disk.array();
  }

  private void copy(int ownLba, int otherLba, int entriesLba) {
    ByteBuffer h = ByteBuffer.allocate(92).order(ByteOrder.LITTLE_ENDIAN);
    h.put(0, "EFI PART".getBytes(StandardCharsets.US_ASCII)).putInt(0x08, 0x10000);
    h.putInt(0x0c, 92).putLong(0x18, ownLba).putLong(0x20, otherLba);
    h.putLong(0x38, 0x1111_2222_3333_4444L).putLong(0x40, 0x5555_6666_7777_8888L);
    h.putLong(0x48, entriesLba);
    h.putInt(0x50, entries.capacity() / entrySize).putInt(0x54, entrySize);
    h.putInt(0x58, crc(entries.array()));
    header.accept(h);
    h.putInt(0x10, 0).putInt(0x10, crc(h.array()));
    disk.put(ownLba * sectorSize, h.array());
    disk.put(entriesLba * sectorSize, entries.array());
  }

  private static int crc(byte[] bytes) {
    CRC32 crc = new CRC32();
    crc.update(bytes);
    return (int) crc.getValue();
  }
}
