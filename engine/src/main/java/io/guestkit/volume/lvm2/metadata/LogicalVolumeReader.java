package io.guestkit.volume.lvm2.metadata;

import io.guestkit.block.CorruptImageException;
import io.guestkit.volume.lvm2.metadata.Segment.Area;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes a logical volume of its section. */
final class LogicalVolumeReader {
  private static final String NO_ID = "0".repeat(32);

  /** The 32 bits of a time in seconds, and more than LVM will ever write: year 9999. */
  private static final long MAX_SECONDS = 253_402_300_799L;

  /** 256: LVM makes up to 128 stripes and 64 images; a read may have to ask each of them. */
  private static final int MAX_AREAS = 256;

  private LogicalVolumeReader() {}

  /** Returns a volume; one that contradicts itself has no segments and says what is wrong. */
  static LogicalVolume read(String name, Section volume, long extentBytes) {
    try {
      return new LogicalVolume(
          name,
          GroupReader.id(volume),
          volume.status(),
          volume.tags(),
          createdAt(volume),
          volume.textOrNull("creation_host"),
          segments(volume, extentBytes),
          null);
    } catch (CorruptImageException e) {
      return damaged(name, volume, e);
    }
  }

  private static LogicalVolume damaged(String name, Section volume, CorruptImageException damage) {
    String id = NO_ID;
    List<String> status = List.of("VISIBLE");
    try {
      status = volume.status();
      id = GroupReader.id(volume);
    } catch (CorruptImageException e) {
      damage.addSuppressed(e);
    }
    return new LogicalVolume(name, id, status, List.of(), null, null, List.of(), damage);
  }

  private static @Nullable Instant createdAt(Section volume) throws CorruptImageException {
    long seconds = volume.number("creation_time", 0);
    return seconds > 0 && seconds <= MAX_SECONDS ? Instant.ofEpochSecond(seconds) : null;
  }

  private static List<Segment> segments(Section volume, long extentBytes)
      throws CorruptImageException {
    List<Segment> segments = new ArrayList<>();
    for (Section.Entry entry : volume.sections()) {
      if (entry.key().startsWith("segment")) {
        segments.add(segment(volume.section(entry)));
      }
    }
    if (segments.size() != volume.within(0, Integer.MAX_VALUE, "segment_count")) {
      throw volume.corrupt("segment_count", "%d segments are there".formatted(segments.size()));
    }
    segments.sort((a, b) -> Long.compare(a.startExtent(), b.startExtent()));
    long next = 0;
    for (Segment segment : segments) {
      if (segment.startExtent() != next) {
        throw volume.wrong(
            "a segment starts at extent %d, not %d".formatted(segment.startExtent(), next));
      }
      next = segment.endExtent();
    }
    if (next > Math.min(GroupReader.MAX_32, Long.MAX_VALUE / extentBytes)) {
      throw volume.wrong("%d extents".formatted(next));
    }
    return segments;
  }

  private static Segment segment(Section segment) throws CorruptImageException {
    long start = segment.within(0, GroupReader.MAX_32, "start_extent");
    long count = segment.within(1, GroupReader.MAX_32, "extent_count");
    String[] type = segment.text("type").split("\\+", -1);
    List<Area> areas = areas(segment, type[0]);
    Segment read =
        new Segment(
            start,
            count,
            type[0],
            Arrays.asList(type).subList(1, type.length),
            stripeSize(segment),
            areas,
            metadataVolumes(segment),
            first(segment, "origin", "thin_pool_origin"),
            first(segment, "thin_pool", "cache_pool", "writecache", "vdo_pool"),
            first(segment, "cow_store", "merging_store"),
            segment.textOrNull("merging_store") != null,
            segment.number("extents_moved", 0) == count);
    if (read.isStriped()) {
      checkStripes(segment, read);
    }
    return read;
  }

  private static void checkStripes(Section segment, Segment read) throws CorruptImageException {
    int stripes = read.areas().size();
    if (stripes == 0 || read.extentCount() % stripes != 0) {
      throw segment.corrupt(
          "extent_count", "%d extents on %d stripes".formatted(read.extentCount(), stripes));
    }
    if (stripes > 1 && read.stripeSizeBytes() == 0) {
      throw segment.corrupt("stripe_size", "no size of stripes");
    }
  }

  private static long stripeSize(Section segment) throws CorruptImageException {
    long sectors = segment.number("stripe_size", 0);
    if (sectors < 0 || sectors > GroupReader.MAX_32 || Long.bitCount(sectors) > 1) {
      throw segment.corrupt("stripe_size", "%d sectors".formatted(sectors));
    }
    return sectors * GroupReader.SECTOR;
  }

  private static @Nullable String first(Section segment, String... keys)
      throws CorruptImageException {
    for (String key : keys) {
      String text = segment.textOrNull(key);
      if (text != null) {
        return text;
      }
    }
    return null;
  }

  /** Returns what a segment lies on, as far as its type has such. */
  private static List<Area> areas(Section segment, String type) throws CorruptImageException {
    return switch (type) {
      case "striped" -> placed(segment, "stripes", "stripe_count");
      case "mirror" -> placed(segment, "mirrors", "mirror_count");
      case "raid0" -> images(segment, "raid0_lvs", 1, "stripe_count");
      case "raid0_meta" -> images(segment, "raids", 2, "stripe_count");
      case "thin-pool" -> alone(segment, "pool");
      case "cache-pool", "vdo-pool" -> alone(segment, "data");
      case "cache", "writecache", "integrity" -> alone(segment, "origin");
      default -> type.startsWith("raid") ? images(segment, "raids", 2, "device_count") : List.of();
    };
  }

  private static List<Area> alone(Section segment, String key) throws CorruptImageException {
    return List.of(new Area(segment.text(key), 0));
  }

  /** Returns areas that are written as a name and an extent each. */
  private static List<Area> placed(Section segment, String key, String countKey)
      throws CorruptImageException {
    List<Value> values = segment.array(key);
    checkCount(segment, countKey, values.size(), 2);
    List<Area> areas = new ArrayList<>(values.size() / 2);
    for (int i = 0; i < values.size(); i += 2) {
      if (values.get(i) instanceof Value.Text(String name)
          && values.get(i + 1) instanceof Value.Whole(long extent)
          && extent >= 0
          && extent <= GroupReader.MAX_32) {
        areas.add(new Area(name, extent));
      } else {
        throw segment.corrupt(key, "not a name and an extent, at value %d".formatted(i));
      }
    }
    return areas;
  }

  /** Returns areas that are written as the names of logical volumes, the last of each few. */
  private static List<Area> images(Section segment, String key, int each, String countKey)
      throws CorruptImageException {
    List<String> names = segment.texts(key);
    checkCount(segment, countKey, names.size(), each);
    List<Area> areas = new ArrayList<>(names.size() / each);
    for (int i = each - 1; i < names.size(); i += each) {
      areas.add(new Area(names.get(i), 0));
    }
    return areas;
  }

  private static List<String> metadataVolumes(Section segment) throws CorruptImageException {
    List<String> names = segment.texts("raids");
    List<String> metadata = new ArrayList<>(names.size() / 2);
    for (int i = 0; i < names.size(); i += 2) {
      metadata.add(names.get(i));
    }
    return metadata;
  }

  private static void checkCount(Section segment, String key, int values, int each)
      throws CorruptImageException {
    long count = segment.within(1, MAX_AREAS, key);
    if (count * each != values) {
      throw segment.corrupt(key, "%d, but %d values".formatted(count, values));
    }
  }
}
