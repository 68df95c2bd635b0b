package io.guestkit.volume.gpt;

import io.guestkit.block.BlockSource;
import io.guestkit.block.CorruptImageException;
import io.guestkit.block.Struct;
import java.io.IOException;
import java.util.UUID;
import java.util.zip.CRC32;

/**
 * GPT header, little-endian. Source: UEFI 2.10, 5.3.2, table 5-5.
 *
 * @param sectorSize bytes of a logical block
 * @param diskId identifier of the disk
 * @param entriesLba first logical block of the entry array
 * @param entryCount entries in the array, used or not
 * @param entrySize bytes per entry, {@code 128 << n}
 * @param entriesCrc CRC-32 of the entry array
 */
record GptHeader(
    int sectorSize, UUID diskId, long entriesLba, int entryCount, int entrySize, long entriesCrc) {
  private static final long SIGNATURE = 0x5452_4150_2049_4645L; // "EFI PART"
  private static final int LENGTH = 92;

  /** 4096: tools write 128. */
  private static final int MAX_ENTRY_SIZE = 4096;

  /** 1 MiB: 128 entries of 128 bytes take 16 KiB; bounds the allocation. */
  private static final int MAX_ARRAY = 1 << 20;

  /** Returns whether the signature of a header is at an offset. */
  static boolean isAt(BlockSource disk, long offset) throws IOException {
    return offset >= 0
        && offset <= disk.size() - LENGTH
        && Struct.littleEndian("GPT header", disk, offset, 8).bits64(0) == SIGNATURE;
  }

  /** Returns whether a header that can be read is in the second logical block of a disk. */
  static boolean isSound(BlockSource disk, int sectorSize) throws IOException {
    try {
      return isAt(disk, sectorSize) && read(disk, sectorSize, sectorSize).entryCount > 0;
    } catch (CorruptImageException e) {
      return false;
    }
  }

  /** Returns the block in which a header says that the other header is, sound or not. */
  static long alternateLba(BlockSource disk, long offset) throws IOException {
    return Struct.littleEndian("GPT header", disk, offset, LENGTH).bits64(0x20);
  }

  /**
   * Reads a header.
   *
   * @throws CorruptImageException if the checksum is wrong, or a field that reading needs
   */
  static GptHeader read(BlockSource disk, long offset, int sectorSize) throws IOException {
    Struct s = Struct.littleEndian("GPT header", disk, offset, LENGTH);
    long signature = s.bits64(0x00);
    long headerSize = s.u32(0x0c);
    long crc = s.u32(0x10);
    long ownLba = s.bits64(0x18);
    UUID diskId = guid(s, 0x38);
    long entriesLba = s.u64(0x48);
    long entryCount = s.u32(0x50);
    long entrySize = s.u32(0x54);
    long entriesCrc = s.u32(0x58);

    s.check(signature == SIGNATURE, 0x00, "signature %#x", signature);
    s.check(headerSize >= LENGTH && headerSize <= sectorSize, 0x0c, "header size %d", headerSize);
    long actual = crc(disk, offset, (int) headerSize);
    s.check(crc == actual, 0x10, "checksum %#010x, its bytes have %#010x", crc, actual);
    s.check(ownLba == offset / sectorSize, 0x18, "says that it is in block %d", ownLba);
    s.check(entriesLba < disk.size() / sectorSize, 0x48, "entries in block %d", entriesLba);
    s.check(
        entrySize >= 128 && entrySize <= MAX_ENTRY_SIZE && Long.bitCount(entrySize) == 1,
        0x54,
        "entry size %d",
        entrySize);
    s.check(entryCount <= MAX_ARRAY / entrySize, 0x50, "entry count %d", entryCount);
    return new GptHeader(
        sectorSize, diskId, entriesLba, (int) entryCount, (int) entrySize, entriesCrc);
  }

  private static long crc(BlockSource disk, long offset, int length) throws IOException {
    byte[] bytes = Struct.littleEndian("GPT header", disk, offset, length).bytes(0, length);
    bytes[0x10] = bytes[0x11] = bytes[0x12] = bytes[0x13] = 0;
    CRC32 crc = new CRC32();
    crc.update(bytes);
    return crc.getValue();
  }

  /** Returns a GUID, whose first three parts are little-endian. */
  static UUID guid(Struct s, int at) {
    long high = s.u32(at) << 32 | (long) s.u16(at + 4) << 16 | s.u16(at + 6);
    return new UUID(high, Long.reverseBytes(s.bits64(at + 8)));
  }

  /** Returns where the entry array starts, in bytes. */
  long entriesOffset() {
    return entriesLba * sectorSize;
  }
}
