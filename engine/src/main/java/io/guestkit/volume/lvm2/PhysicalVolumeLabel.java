package io.guestkit.volume.lvm2;

import io.guestkit.block.BlockSource;
import io.guestkit.block.CorruptImageException;
import io.guestkit.block.Struct;
import io.guestkit.volume.lvm2.metadata.Names;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The label of a physical volume and the header in it, little-endian, in one sector. Source:
 * libvslvm's format document, "Physical volume label" and "Physical volume header".
 *
 * @param offset where the label is, in bytes
 * @param id identifier without hyphens
 * @param deviceBytes size of the device when it was labelled
 * @param dataAreas where extents may lie; the size 0 reaches to the end
 * @param metadataAreas where the descriptions of the group are; none where it keeps none
 * @param bootloaderAreas what the extension keeps free for a boot loader
 */
record PhysicalVolumeLabel(
    long offset,
    String id,
    long deviceBytes,
    List<Area> dataAreas,
    List<Area> metadataAreas,
    List<Area> bootloaderAreas) {
  /** 512: LVM counts in these whatever the disk has. */
  static final int SECTOR = 512;

  /** 4: where LVM looks for the label. */
  private static final int SECTORS = 4;

  private static final String SIGNATURE = "LABELONE";
  private static final String TYPE = "LVM2 001";

  /** The checksum starts behind itself. */
  private static final int SUMMED_FROM = 20;

  private static final int ID_LENGTH = 32;
  private static final int AREA_LENGTH = 16;

  /**
   * A range of the device.
   *
   * @param offset from its start, in bytes
   * @param size bytes
   */
  record Area(long offset, long size) {}

  /** Returns whether one of the first four sectors says that it is a label of LVM2. */
  static boolean isOn(BlockSource device) throws IOException {
    return !signs(device).isEmpty();
  }

  /** Returns the sectors that say that they are a label, all of the first four read at once. */
  private static List<Struct> signs(BlockSource device) throws IOException {
    int sectors = (int) Math.min(SECTORS, device.size() / SECTOR);
    List<Struct> signs = new ArrayList<>();
    if (sectors > 0) {
      Struct head = Struct.littleEndian("LVM label", device, 0, sectors * SECTOR);
      for (int at = 0; at < sectors * SECTOR; at += SECTOR) {
        if (head.latin1(at, 8).equals(SIGNATURE) && head.latin1(at + 24, 8).equals(TYPE)) {
          signs.add(head.inner("LVM label", at, SECTOR));
        }
      }
    }
    return signs;
  }

  /**
   * Reads the first sound label of a device.
   *
   * @throws CorruptImageException if its checksum is wrong, or it says that it is elsewhere, or its
   *     header does not fit, and no other label is sound
   */
  static PhysicalVolumeLabel read(BlockSource device) throws IOException {
    CorruptImageException failure =
        new CorruptImageException("LVM label of " + device.name(), 0, "no label");
    boolean isFirst = true;
    for (Struct sector : signs(device)) {
      try {
        return read(sector);
      } catch (CorruptImageException e) {
        failure = isFirst ? e : failure;
        isFirst = false;
      }
    }
    throw failure;
  }

  private static PhysicalVolumeLabel read(Struct s) throws CorruptImageException {
    long ownSector = s.bits64(0x08);
    long sum = s.u32(0x10);
    long header = s.u32(0x14);

    long actual = Checksum.of(s.bytes(0, SECTOR), SUMMED_FROM, SECTOR - SUMMED_FROM);
    s.check(sum == actual, 0x10, "checksum %#010x, its bytes have %#010x", sum, actual);
    s.check(ownSector == s.offset() / SECTOR, 0x08, "says that it is in sector %d", ownSector);
    s.check(
        header >= 32 && header <= SECTOR - ID_LENGTH - 8 - 2 * AREA_LENGTH,
        0x14,
        "header at %d",
        header);
    int at = (int) header;
    String id = s.latin1(at, ID_LENGTH);
    s.check(Names.isId(id), at, "no identifier of 32 characters");
    long deviceBytes = s.u64(at + ID_LENGTH);
    int next = at + ID_LENGTH + 8;
    List<Area> data = areas(s, next);
    next += (data.size() + 1) * AREA_LENGTH;
    List<Area> metadata = areas(s, next);
    next += (metadata.size() + 1) * AREA_LENGTH;
    return new PhysicalVolumeLabel(
        s.offset(), id, deviceBytes, data, metadata, bootloaderAreas(s, next));
  }

  /** Reads areas up to one of nothing but zeros. */
  private static List<Area> areas(Struct s, int from) throws CorruptImageException {
    List<Area> areas = new ArrayList<>();
    for (int at = from; ; at += AREA_LENGTH) {
      s.check(at <= SECTOR - AREA_LENGTH, from, "a list of areas without end");
      long offset = s.u64(at);
      if (offset == 0) {
        return areas;
      }
      areas.add(new Area(offset, s.u64(at + 8)));
    }
  }

  /** The extension follows since LVM 2.02.99: version, flags, areas. Before that it is zeros. */
  private static List<Area> bootloaderAreas(Struct s, int at) throws CorruptImageException {
    return at <= SECTOR - 8 - AREA_LENGTH && s.u32(at) > 0 ? areas(s, at + 8) : List.of();
  }
}
