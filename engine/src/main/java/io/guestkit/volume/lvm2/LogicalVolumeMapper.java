package io.guestkit.volume.lvm2;

import io.guestkit.block.BlockSource;
import io.guestkit.block.CorruptImageException;
import io.guestkit.block.ImageException;
import io.guestkit.block.MissingImageException;
import io.guestkit.block.ReadSession;
import io.guestkit.block.UnreadableImageException;
import io.guestkit.block.UnsupportedImageException;
import io.guestkit.volume.Volume;
import io.guestkit.volume.lvm2.map.Concatenation;
import io.guestkit.volume.lvm2.map.CutSource;
import io.guestkit.volume.lvm2.map.FailingSource;
import io.guestkit.volume.lvm2.map.MirroredSource;
import io.guestkit.volume.lvm2.map.StripedSource;
import io.guestkit.volume.lvm2.map.ZeroSource;
import io.guestkit.volume.lvm2.metadata.LogicalVolume;
import io.guestkit.volume.lvm2.metadata.PhysicalVolume;
import io.guestkit.volume.lvm2.metadata.Segment;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** Makes sources of the logical volumes of a group. What cannot be read fails where it is read. */
final class LogicalVolumeMapper {
  /** 8: pvmove, RAID, integrity and a cache on each other make five; bounds the stack. */
  private static final int MAX_DEPTH = 8;

  private final Group group;
  private final ReadSession session;
  private final long extentBytes;
  private final Map<String, Mapping> mapped = new HashMap<>();
  private final Set<String> open = new HashSet<>();

  LogicalVolumeMapper(Group group, ReadSession session) {
    this.group = group;
    this.session = session;
    this.extentBytes = group.metadata().extentBytes();
  }

  /** Returns a logical volume; one that lies on itself fails where it does. */
  Mapping map(LogicalVolume volume) throws IOException {
    Mapping known = mapped.get(volume.name());
    if (known != null) {
      return known;
    }
    String device = group.deviceName(volume.name());
    long size = volume.extentCount() * extentBytes;
    CorruptImageException damage = volume.damage();
    if (damage != null) {
      return failing(device, size, () -> damage);
    }
    if (open.size() == MAX_DEPTH || !open.add(volume.name())) {
      return corrupt(device, size, "lies on itself, or on too many others");
    }
    List<Mapping> parts = new ArrayList<>(volume.segments().size());
    for (Segment segment : volume.segments()) {
      parts.add(segment(volume, segment));
    }
    open.remove(volume.name());
    Mapping mapping = joined(device, size, parts);
    mapped.put(volume.name(), mapping);
    return mapping;
  }

  private Mapping joined(String device, long size, List<Mapping> parts) {
    if (parts.size() == 1) {
      return parts.getFirst();
    }
    List<BlockSource> sources = new ArrayList<>(parts.size());
    boolean isReadable = parts.isEmpty();
    for (Mapping part : parts) {
      sources.add(part.source());
      isReadable |= part.isReadable();
    }
    BlockSource whole = new Concatenation(device, session, sources);
    if (!isReadable && sources.getFirst() instanceof FailingSource first) {
      whole = new FailingSource(device, size, session, first.failure());
    }
    return Mapping.of(whole, parts);
  }

  private Mapping segment(LogicalVolume volume, Segment segment) throws IOException {
    String device = group.deviceName(volume.name());
    long size = segment.extentCount() * extentBytes;
    if (!segment.flags().isEmpty()) {
      return Mapping.of(unsupported(device, size, segment.type()).source(), below(segment));
    }
    return switch (segment.type()) {
      case "striped", "raid0", "raid0_meta" -> striped(device, segment);
      case "mirror" -> mirror(volume, segment);
      case "raid1" -> new RaidImages(this, group, device, segment).map();
      case "zero" -> Mapping.of(new ZeroSource(device, size, session));
      case "error" ->
          failing(
              device,
              size,
              () ->
                  new UnreadableImageException(device + " is made to fail: it has no data", null));
      default -> Mapping.of(unsupported(device, size, segment.type()).source(), below(segment));
    };
  }

  /** Returns what a segment that is not read lies on, to tell whether that is there. */
  private List<Mapping> below(Segment segment) throws IOException {
    List<String> names = new ArrayList<>(segment.metadataVolumes());
    for (Segment.Area area : segment.areas()) {
      names.add(area.volume());
    }
    if (segment.pool() != null) {
      names.add(segment.pool());
    }
    List<Mapping> below = new ArrayList<>();
    for (String name : names) {
      LogicalVolume volume = group.metadata().logicalVolumes().get(name);
      if (volume != null) {
        below.add(map(volume));
      }
    }
    return below;
  }

  private Mapping striped(String device, Segment segment) throws IOException {
    List<Mapping> parts = areas(device, segment);
    if (parts.size() == 1) {
      return parts.getFirst();
    }
    long size = segment.extentCount() * extentBytes;
    if (segment.areaExtents() * extentBytes % segment.stripeSizeBytes() != 0) {
      return corrupt(device, size, "has stripes that do not divide what they lie on");
    }
    return Mapping.of(
        new StripedSource(device, session, sources(parts), segment.stripeSizeBytes()), parts);
  }

  /**
   * While a leg is being filled only the first has everything. What pvmove is done with is written
   * to the second alone.
   */
  private Mapping mirror(LogicalVolume volume, Segment segment) throws IOException {
    String device = group.deviceName(volume.name());
    List<Mapping> legs = areas(device, segment);
    if (volume.is("PVMOVE")) {
      return segment.isMoved() ? legs.getLast() : legs.getFirst();
    }
    if (volume.is("CONVERTING")) {
      return legs.getFirst();
    }
    List<Mapping> best = new ArrayList<>(legs);
    best.sort((a, b) -> Boolean.compare(a.isPartial(), b.isPartial()));
    return mirrored(device, best, legs);
  }

  /**
   * Returns legs as one.
   *
   * @param legs those that are read, the best first; at least one
   * @param all those that are known
   */
  Mapping mirrored(String device, List<Mapping> legs, List<Mapping> all) {
    List<BlockSource> readable = new ArrayList<>();
    for (Mapping leg : legs) {
      if (leg.isReadable()) {
        readable.add(leg.source());
      }
    }
    BlockSource source =
        switch (readable.size()) {
          case 0 -> legs.getFirst().source();
          case 1 -> readable.getFirst();
          default -> new MirroredSource(device, session, readable);
        };
    return Mapping.of(source, all);
  }

  /** Returns what a segment lies on, each area as one source. */
  List<Mapping> areas(String device, Segment segment) throws IOException {
    List<Mapping> areas = new ArrayList<>(segment.areas().size());
    for (Segment.Area area : segment.areas()) {
      areas.add(area(device, area, segment.areaExtents()));
    }
    return areas;
  }

  private Mapping area(String device, Segment.Area area, long extents) throws IOException {
    long length = extents * extentBytes;
    PhysicalVolume physical = group.metadata().physicalVolumes().get(area.volume());
    if (physical != null) {
      return area.startExtent() + extents <= physical.extentCount()
          ? onPhysical(device, physical, area.startExtent() * extentBytes, length)
          : corrupt(device, length, "lies past the end of physical volume " + physical.uuid());
    }
    LogicalVolume logical = group.metadata().logicalVolumes().get(area.volume());
    if (logical == null) {
      return corrupt(device, length, "lies on a volume that its group does not have");
    }
    if (area.startExtent() + extents > logical.extentCount()) {
      return corrupt(device, length, "lies past the end of logical volume " + logical.name());
    }
    Mapping mapping = map(logical);
    if (mapping.source() instanceof FailingSource failing) {
      return mapping.with(new FailingSource(device, length, session, failing.failure()));
    }
    return mapping.with(mapping.source().slice(device, area.startExtent() * extentBytes, length));
  }

  private Mapping onPhysical(String device, PhysicalVolume physical, long offset, long length)
      throws IOException {
    Volume volume = group.device(physical);
    if (volume == null) {
      return missing(
          device,
          length,
          "lies on physical volume %s, which is missing".formatted(physical.uuid()));
    }
    BlockSource source = volume.source();
    long start = physical.startBytes() + offset;
    BlockSource part =
        start <= source.size() - length
            ? source.slice(device, start, length)
            : new CutSource(device, source, start, length);
    return new Mapping(part, physical.isMissing(), physical.isMissing(), false);
  }

  /** Returns the sources of mappings. */
  static List<BlockSource> sources(List<Mapping> mappings) {
    List<BlockSource> sources = new ArrayList<>(mappings.size());
    for (Mapping mapping : mappings) {
      sources.add(mapping.source());
    }
    return sources;
  }

  /** Returns bytes that are not there. */
  Mapping missing(String device, long size, String what) {
    Mapping failing = failing(device, size, () -> new MissingImageException(device + " " + what));
    return new Mapping(failing.source(), true, false, false);
  }

  /** Returns bytes of a kind that is not read. */
  Mapping unsupported(String device, long size, String type) {
    String message = "%s is a logical volume of type %s, which is not read".formatted(device, type);
    return failing(device, size, () -> new UnsupportedImageException(message));
  }

  private Mapping corrupt(String device, long size, String what) {
    return failing(device, size, () -> new CorruptImageException(device, 0, what));
  }

  private Mapping failing(String device, long size, Supplier<ImageException> failure) {
    return Mapping.of(new FailingSource(device, size, session, failure));
  }
}
