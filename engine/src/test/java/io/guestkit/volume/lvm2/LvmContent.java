package io.guestkit.volume.lvm2;

import static io.guestkit.volume.lvm2.LvmHost.bare;
import static io.guestkit.volume.lvm2.LvmHost.number;
import static io.guestkit.volume.lvm2.LvmHost.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What logical volumes hold by the ranges that LVM itself prints, on disks full of a pattern. */
final class LvmContent {
  private static final int SECTOR = 512;

  private final List<Path> disks;
  private final LvmHost.Truth truth;

  LvmContent(List<Path> disks, LvmHost.Truth truth) {
    this.disks = disks;
    this.truth = truth;
  }

  /** Fills every extent of the disks: each sector says which it is, of which disk. */
  void fill() throws IOException {
    for (JsonNode pv : truth.pvs()) {
      if (!text(pv, "pv_name").startsWith("[") && !text(pv, "vg_name").isEmpty()) {
        int disk = disk(text(pv, "pv_name"));
        long start = number(pv, "pe_start");
        ByteBuffer bytes = ByteBuffer.allocate((int) number(pv, "pv_size"));
        while (bytes.hasRemaining()) {
          long sector = (start + bytes.position()) / SECTOR;
          for (int i = 0; i < SECTOR; i += 8) {
            bytes.putLong((disk + 1L) << 56 | sector << 8 | i / 8);
          }
        }
        try (RandomAccessFile file = new RandomAccessFile(disks.get(disk).toFile(), "rw")) {
          file.seek(start);
          file.write(bytes.array());
        }
      }
    }
  }

  private static int disk(String device) {
    return Integer.parseInt(device.substring(device.lastIndexOf('d') + 1));
  }

  /** Returns the bytes of a volume that is linear, striped or a raid0, or a mirror's first leg. */
  byte[] of(String group, String volume) throws IOException {
    List<JsonNode> segments = truth.segments(group, volume);
    long extent = number(segments.getFirst(), "vg_extent_size");
    ByteBuffer bytes = ByteBuffer.allocate((int) number(segments.getFirst(), "lv_size"));
    for (JsonNode segment : segments) {
      int start = (int) (number(segment, "seg_start_pe") * extent);
      int size = (int) (number(segment, "seg_size_pe") * extent);
      List<byte[]> areas = new ArrayList<>();
      for (String range : text(segment, "seg_pe_ranges").split(" ", -1)) {
        areas.add(area(group, range, extent));
      }
      boolean isStriped = number(segment, "stripe_size") > 0;
      int stripe = isStriped ? (int) number(segment, "stripe_size") : size;
      for (int at = 0; at < size; at += stripe) {
        int number = at / stripe;
        bytes.put(
            start + at, areas.get(number % areas.size()), number / areas.size() * stripe, stripe);
      }
    }
    return bytes.array();
  }

  /** Returns the bytes of a range as LVM prints it, {@code NAME:FIRST-LAST}. */
  private byte[] area(String group, String range, long extent) throws IOException {
    int colon = range.lastIndexOf(':');
    int dash = range.lastIndexOf('-');
    String name = bare(range.substring(0, colon));
    long first = Long.parseLong(range.substring(colon + 1, dash));
    long count = Long.parseLong(range.substring(dash + 1)) - first + 1;
    byte[] bytes = new byte[(int) (count * extent)];
    if (!name.startsWith("/")) {
      System.arraycopy(of(group, name), (int) (first * extent), bytes, 0, bytes.length);
      return bytes;
    }
    for (JsonNode pv : truth.pvs()) {
      if (text(pv, "pv_name").equals(name)) {
        Path disk = disks.get(disk(name));
        try (RandomAccessFile file = new RandomAccessFile(disk.toFile(), "r")) {
          file.seek(number(pv, "pe_start") + first * extent);
          file.readFully(bytes);
        }
      }
    }
    return bytes;
  }
}
