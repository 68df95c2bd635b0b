package io.guestkit.volume;

import io.guestkit.block.BlockSource;
import io.guestkit.block.Struct;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A master boot record, or a record of an extended partition's chain, which has the same form;
 * little-endian. Both the DOS and the GUID partition table begin with one. Source: UEFI 2.10,
 * 5.2.1, table 5-1.
 *
 * @param diskSignature 32 bits that identify the disk, 0 where there are none
 * @param entries the four entries, unused ones too
 */
public record MasterBootRecord(long diskSignature, List<Entry> entries) {
  /** Bytes of the record, whatever the sector size. */
  public static final int LENGTH = 512;

  private static final int SIGNATURE = 0xaa55;

  /** "IBMA" in EBCDIC: a physical volume of AIX, whose boot record holds no such table. */
  private static final long AIX_MAGIC = 0xc1d4c2c9L;

  /** Copies the list. */
  public MasterBootRecord {
    entries = List.copyOf(entries);
  }

  /**
   * An entry.
   *
   * @param bootIndicator 0x80 to boot from it, 0 not to
   * @param type system indicator
   * @param startSectors first sector, relative to what the record describes
   * @param sizeSectors 0 where the entry is unused
   */
  public record Entry(int bootIndicator, int type, long startSectors, long sizeSectors) {

    /** Returns whether the entry describes a partition. Linux asks for its size alone. */
    public boolean isUsed() {
      return sizeSectors != 0;
    }

    /** Returns whether the entry covers a GUID partition table. */
    public boolean isProtective() {
      return type == 0xee;
    }

    /** Returns whether the entry holds a chain of logical partitions. */
    public boolean isExtended() {
      return type == 0x05 || type == 0x0f || type == 0x85;
    }

    boolean isSound() {
      return bootIndicator == 0 || bootIndicator == 0x80;
    }
  }

  /** Returns the record at an offset, or empty where the signature 0x55 0xaa is not. */
  public static Optional<MasterBootRecord> at(BlockSource disk, long offset) throws IOException {
    if (offset < 0 || offset > disk.size() - LENGTH) {
      return Optional.empty();
    }
    return of(Struct.littleEndian("boot record", disk, offset, LENGTH));
  }

  /**
   * Returns the record that a disk starts with, or empty where its first sector is none. The
   * signature alone does not tell, as boot sectors of filesystems carry it too; this decides as
   * libblkid does.
   */
  public static Optional<MasterBootRecord> ofDisk(BlockSource disk) throws IOException {
    if (disk.size() < LENGTH) {
      return Optional.empty();
    }
    Struct s = Struct.littleEndian("boot record", disk, 0, LENGTH);
    Optional<MasterBootRecord> found = of(s);
    if (found.isEmpty() || s.u32(0) == AIX_MAGIC || ContentSignature.isBootSector(s)) {
      return Optional.empty();
    }
    MasterBootRecord record = found.get();
    for (Entry entry : record.entries) {
      if (!entry.isSound()) {
        return Optional.empty();
      }
    }
    boolean foreign = !record.isUsed() && ContentSignature.isAt(disk, 0);
    return foreign ? Optional.empty() : found;
  }

  private static Optional<MasterBootRecord> of(Struct s) {
    if (s.u16(0x1fe) != SIGNATURE) {
      return Optional.empty();
    }
    List<Entry> entries = new ArrayList<>(4);
    for (int at = 0x1be; at < 0x1fe; at += 16) {
      entries.add(new Entry(s.u8(at), s.u8(at + 4), s.u32(at + 8), s.u32(at + 12)));
    }
    return Optional.of(new MasterBootRecord(s.u32(0x1b8), entries));
  }

  /** Returns whether any entry describes a partition. */
  public boolean isUsed() {
    for (Entry entry : entries) {
      if (entry.isUsed()) {
        return true;
      }
    }
    return false;
  }

  /** Returns whether the disk says that it has a GUID partition table. */
  public boolean isProtective() {
    for (Entry entry : entries) {
      if (entry.isProtective()) {
        return true;
      }
    }
    return false;
  }
}
