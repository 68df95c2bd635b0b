package io.guestkit.volume.lvm2;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * A physical volume built in code: label in sector 1, metadata areas of 32 KiB at 4 KiB and, where
 * there are two, at 36 KiB, extents of 4 KiB from 128 KiB on. Each extent is full of its number.
 */
final class LvmDisk {
  static final int LABEL = 512;
  static final int AREA = 4096;
  static final int AREA_SIZE = 32 << 10;
  static final int DATA = 128 << 10;
  static final int EXTENT = 4096;
  static final int EXTENTS = 32;

  final ByteBuffer bytes =
      ByteBuffer.allocate(DATA + EXTENTS * EXTENT).order(ByteOrder.LITTLE_ENDIAN);

  private LvmDisk(String id, int areas) {
    text(LABEL, "LABELONE");
    bytes.putLong(LABEL + 0x08, 1).putInt(LABEL + 0x14, 32);
    text(LABEL + 0x18, "LVM2 001" + id);
    bytes.putLong(LABEL + 64, bytes.capacity());
    bytes.putLong(LABEL + 72, DATA);
    for (int i = 0; i < areas; i++) {
      bytes.putLong(LABEL + 104 + 16 * i, area(i)).putLong(LABEL + 112 + 16 * i, AREA_SIZE);
    }
    bytes.putInt(LABEL + 104 + 16 * (areas + 1), 2);
    bytes.putInt(LABEL + 108 + 16 * (areas + 1), 1);
    for (int i = 0; i < areas; i++) {
      bytes.putInt(area(i) + 0x14, 1);
      bytes.putLong(area(i) + 0x18, area(i)).putLong(area(i) + 0x20, AREA_SIZE);
      text(area(i) + 4, " LVM2 x[5A%r0N*>");
    }
    for (int extent = 0; extent < EXTENTS; extent++) {
      for (int i = 0; i < EXTENT; i++) {
        bytes.put(DATA + extent * EXTENT + i, (byte) extent);
      }
    }
    seal();
  }

  /** Returns the disk of a physical volume with one metadata area, {@code pv0} of its group. */
  static LvmDisk of(String id, String metadata) {
    return new LvmDisk(id, 1).metadata(0, metadata);
  }

  /** Returns a disk with two metadata areas. */
  static LvmDisk of(String id, String first, String second) {
    return new LvmDisk(id, 2).metadata(0, first).metadata(1, second);
  }

  /** Returns a disk without metadata areas. */
  static LvmDisk withoutMetadata(String id) {
    return new LvmDisk(id, 0);
  }

  static int area(int index) {
    return AREA + index * AREA_SIZE;
  }

  /** Returns an identifier of one character. */
  static String id(char c) {
    return String.valueOf(c).repeat(32);
  }

  /** Writes the text of an area, from its start on. */
  LvmDisk metadata(int index, String metadata) {
    return metadataAt(index, 512, metadata);
  }

  /** Writes the text of an area at an offset in it; past its end it goes on behind the header. */
  LvmDisk metadataAt(int index, int offset, String metadata) {
    byte[] text = (metadata + "\0").getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < text.length; i++) {
      int at = offset + i < AREA_SIZE ? offset + i : offset + i - AREA_SIZE + 512;
      bytes.put(area(index) + at, text[i]);
    }
    bytes.putLong(area(index) + 0x28, offset).putLong(area(index) + 0x30, text.length);
    return seal();
  }

  /** Puts right every checksum whose structure can still be found. */
  LvmDisk seal() {
    seal(build());
    return this;
  }

  static void seal(byte[] disk) {
    ByteBuffer bytes = ByteBuffer.wrap(disk).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putInt(LABEL + 0x10, (int) Checksum.of(disk, LABEL + 20, 492));
    for (int area = AREA; area <= AREA + AREA_SIZE; area += AREA_SIZE) {
      if (bytes.get(area + 5) == 'L') {
        long offset = bytes.getLong(area + 0x28);
        long size = bytes.getLong(area + 0x30);
        if (offset >= 512 && offset < AREA_SIZE && size > 0 && size < AREA_SIZE) {
          bytes.putInt(area + 0x38, textSum(bytes, area, (int) offset, (int) size));
        }
        bytes.putInt(area, (int) Checksum.of(disk, area + 4, 508));
      }
    }
  }

  private static int textSum(ByteBuffer bytes, int area, int offset, int size) {
    byte[] text = new byte[size];
    for (int i = 0; i < size; i++) {
      int at = offset + i < AREA_SIZE ? offset + i : offset + i - AREA_SIZE + 512;
      text[i] = bytes.get(area + at);
    }
    return (int) Checksum.of(text, 0, size);
  }

  LvmDisk text(int at, String text) {
    bytes.put(at, text.getBytes(StandardCharsets.ISO_8859_1));
    return this;
  }

  byte[] build() {
    return bytes.array();
  }

  /** Returns the text of a group of one physical volume. */
  static String group(String name, int seqno, String volumes) {
    return group(name, 'g', seqno, physical("pv0", id('a')), volumes);
  }

  /** Returns the text of a group. */
  static String group(String name, char id, int seqno, String physical, String volumes) {
    return """
    contents = "Text Format Volume Group"
    version = 1
    %s {
      id = "%s"
      seqno = %d
      status = ["RESIZEABLE", "READ", "WRITE"]
      flags = []
      extent_size = 8
      physical_volumes {
        %s
      }
      logical_volumes {
        %s
      }
    }
    """
        .formatted(name, id(id), seqno, physical, volumes);
  }

  static String physical(String name, String id) {
    return """
    %s { id = "%s" status = ["ALLOCATABLE"] dev_size = 512 pe_start = 256 pe_count = 32
         device = "/dev/old-%s" }
    """
        .formatted(name, id, name);
  }

  /** Returns a linear volume. */
  static String linear(String name, String on, int start, int count) {
    return volume(
        name,
        segment(
            0,
            count,
            "type = \"striped\" stripe_count = 1 stripes = [\"%s\", %d]".formatted(on, start)));
  }

  /** Returns a visible volume of segments. */
  static String volume(String name, String... segments) {
    return volume(name, "\"READ\", \"WRITE\", \"VISIBLE\"", segments);
  }

  static String volume(String name, String status, String[] segments) {
    StringBuilder text = new StringBuilder(name + " {\nid = \"" + id('v') + "\"\n");
    text.append("status = [").append(status).append("]\nsegment_count = ");
    text.append(segments.length).append('\n');
    for (int i = 0; i < segments.length; i++) {
      text.append("segment").append(i + 1).append(" {\n").append(segments[i]).append("\n}\n");
    }
    return text.append("}\n").toString();
  }

  static String segment(long start, long count, String rest) {
    return "start_extent = %d extent_count = %d %s".formatted(start, count, rest);
  }
}
