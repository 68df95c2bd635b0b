package io.guestkit.volume.gpt;

import io.guestkit.block.CorruptImageException;
import io.guestkit.block.Struct;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * GPT partition entry, little-endian. Source: UEFI 2.10, 5.3.3, table 5-6 and 5-8.
 *
 * @param type GUID of the type, all zero where the entry is unused
 * @param id GUID of the partition
 * @param startBytes first byte on the disk
 * @param sizeBytes bytes, above 0
 * @param attributes bits: 0 to 2 for every type, 48 to 63 each type's own
 * @param name up to 36 UTF-16 units, cut at the first NUL; unpaired surrogates are replaced
 */
record GptEntry(UUID type, UUID id, long startBytes, long sizeBytes, long attributes, String name) {
  /** Bytes of the fields; an entry may be longer. */
  static final int LENGTH = 128;

  private static final int LEGACY_BIOS_BOOTABLE = 1 << 2;

  /** Returns whether an entry describes a partition. */
  static boolean isUsed(Struct s) {
    return (s.bits64(0x00) | s.bits64(0x08)) != 0;
  }

  /**
   * Reads an entry that is in use.
   *
   * @throws CorruptImageException if it ends before it starts
   */
  static GptEntry read(Struct s, int sectorSize) throws CorruptImageException {
    UUID type = GptHeader.guid(s, 0x00);
    UUID id = GptHeader.guid(s, 0x10);
    long firstLba = s.u64(0x20);
    long lastLba = s.u64(0x28);
    long attributes = s.bits64(0x30);
    String name = name(s.bytes(0x38, 72));

    s.check(lastLba < Long.MAX_VALUE / sectorSize, 0x28, "last block %d", lastLba);
    s.check(firstLba <= lastLba, 0x20, "first block %d after last block %d", firstLba, lastLba);
    return new GptEntry(
        type, id, firstLba * sectorSize, (lastLba - firstLba + 1) * sectorSize, attributes, name);
  }

  /** Returns whether firmware without EFI may boot from it. */
  boolean isBootable() {
    return (attributes & LEGACY_BIOS_BOOTABLE) != 0;
  }

  private static String name(byte[] field) {
    int end = 0;
    while (end < field.length && (field[end] | field[end + 1]) != 0) {
      end += 2;
    }
    return new String(field, 0, end, StandardCharsets.UTF_16LE);
  }
}
