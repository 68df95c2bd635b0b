package io.guestkit.volume.lvm2;

import io.guestkit.block.BlockSource;
import io.guestkit.block.ReadSession;
import io.guestkit.report.LogicalVolumeInfo;
import io.guestkit.report.PhysicalVolumeInfo;
import io.guestkit.report.Problem;
import io.guestkit.report.VolumeGroupInfo;
import io.guestkit.volume.Volume;
import io.guestkit.volume.lvm2.metadata.Allocation;
import io.guestkit.volume.lvm2.metadata.LogicalVolume;
import io.guestkit.volume.lvm2.metadata.PhysicalVolume;
import io.guestkit.volume.lvm2.metadata.Segment;
import io.guestkit.volume.lvm2.metadata.VolumeGroup;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one group gives: its volumes, its part of the report, and what is wrong with it. */
final class GroupLayout {
  private final Group group;
  private final VolumeGroup metadata;
  private final Snapshots snapshots;
  private final LogicalVolumeMapper mapper;
  private final List<Volume> volumes = new ArrayList<>();
  private final List<LogicalVolumeInfo> infos = new ArrayList<>();
  private final List<Problem> problems;

  GroupLayout(Group group, ReadSession session, List<Problem> problems) {
    this.group = group;
    this.metadata = group.metadata();
    this.snapshots = new Snapshots(metadata);
    this.mapper = new LogicalVolumeMapper(group, session);
    this.problems = problems;
  }

  /** Adds the group's volumes, by name, and returns its part of the report. */
  VolumeGroupInfo addTo(List<Volume> all) throws IOException {
    List<LogicalVolume> logical = new ArrayList<>();
    for (LogicalVolume volume : metadata.logicalVolumes().values()) {
      if (snapshots.isVisible(volume)) {
        logical.add(volume);
      }
    }
    logical.sort((a, b) -> a.name().compareTo(b.name()));
    for (LogicalVolume volume : logical) {
      add(volume);
    }
    Allocation allocation = new Allocation(metadata);
    metadata.complaints().forEach(this::complain);
    allocation.overlaps().forEach(what -> complain(metadata.name() + ": " + what));
    all.addAll(volumes);
    return info(allocation);
  }

  private void complain(String what) {
    problems.add(new Problem("corrupt", group.folder(), null, oneLine(what)));
  }

  /** Names in what a text says may be anything: none may start a line or steer a terminal. */
  private static String oneLine(String what) {
    StringBuilder line = new StringBuilder(what);
    for (int i = 0; i < line.length(); i++) {
      if (Character.isISOControl(line.charAt(i))) {
        line.setCharAt(i, '?');
      }
    }
    return line.toString();
  }

  private void add(LogicalVolume volume) throws IOException {
    String device = group.deviceName(volume.name());
    if (volume.damage() != null) {
      problems.add(volume.damage().problem(device, null));
    }
    Mapping mapping = mapping(volume, device);
    infos.add(info(volume, mapping));
    if (volume.damage() == null && !isPool(volume)) {
      String dmUuid = "LVM-" + metadata.id() + volume.id();
      volumes.add(
          new Volume(device, LvmSystem.LOGICAL, named(device, mapping.source()), null, dmUuid, 0));
    }
  }

  private Mapping mapping(LogicalVolume volume, String device) throws IOException {
    long size = volume.extentCount() * metadata.extentBytes();
    Segment snapshot = snapshots.of(volume);
    if (snapshot != null) {
      return mapper.unsupported(
          device, snapshot.extentCount() * metadata.extentBytes(), "snapshot");
    }
    return snapshots.isMergedInto(volume)
        ? mapper.unsupported(device, size, "snapshot-merge")
        : mapper.map(volume);
  }

  /** Messages about a volume name its device. */
  private static BlockSource named(String device, BlockSource source) throws IOException {
    return source.name().equals(device) ? source : source.slice(device, 0, source.size());
  }

  /** Pools are private to LVM: no device of theirs holds what a guest could mount. */
  private static boolean isPool(LogicalVolume volume) {
    return volume.type().endsWith("-pool");
  }

  private LogicalVolumeInfo info(LogicalVolume volume, Mapping mapping) {
    Segment snapshot = snapshots.of(volume);
    Segment first = volume.segments().isEmpty() ? null : volume.segments().getFirst();
    int areas = first == null ? 0 : first.areas().size();
    return new LogicalVolumeInfo(
        volume.name(),
        group.deviceName(volume.name()),
        volume.uuid(),
        volume.extentCount() * metadata.extentBytes(),
        snapshot == null ? volume.type() : "snapshot",
        volume.damage() == null && mapping.isReadable(),
        volume.segments().size(),
        areas == 0 ? null : areas,
        areas < 2 || first == null || first.stripeSizeBytes() == 0 ? null : first.stripeSizeBytes(),
        snapshot != null ? snapshot.origin() : first == null ? null : first.origin(),
        first == null ? null : first.pool(),
        !volume.is("WRITE"),
        health(mapping),
        volume.createdAt(),
        volume.creationHost(),
        volume.tags());
  }

  private static @Nullable String health(Mapping mapping) {
    return mapping.isPartial() ? "partial" : mapping.needsRefresh() ? "refresh needed" : null;
  }

  private VolumeGroupInfo info(Allocation allocation) {
    long extents = 0;
    long used = 0;
    boolean isPartial = false;
    List<PhysicalVolumeInfo> physical = new ArrayList<>();
    for (PhysicalVolume volume : metadata.physicalVolumes().values()) {
      PhysicalVolumeInfo info = info(volume, allocation.usedExtents(volume));
      physical.add(info);
      extents += info.extentCount();
      used += info.allocatedExtentCount();
      isPartial |= info.missing();
    }
    return new VolumeGroupInfo(
        metadata.name(),
        metadata.uuid(),
        bytes(extents),
        bytes(extents - used),
        metadata.extentBytes(),
        extents,
        extents - used,
        metadata.seqno(),
        metadata.systemId(),
        metadata.status().contains("EXPORTED"),
        isPartial,
        !metadata.status().contains("WRITE"),
        metadata.tags(),
        physical,
        infos);
  }

  private PhysicalVolumeInfo info(PhysicalVolume volume, long used) {
    Volume device = group.device(volume);
    return new PhysicalVolumeInfo(
        device == null ? null : device.device(),
        volume.uuid(),
        bytes(volume.extentCount()),
        bytes(volume.extentCount() - used),
        device == null || volume.isMissing(),
        volume.extentCount(),
        used,
        volume.startBytes(),
        volume.lastDevice(),
        volume.isAllocatable(),
        volume.tags());
  }

  /** Returns the bytes of extents, as many as a long holds. */
  private long bytes(long extents) {
    return extents > Long.MAX_VALUE / metadata.extentBytes()
        ? Long.MAX_VALUE
        : extents * metadata.extentBytes();
  }
}
