package io.guestkit.volume.lvm2.metadata;

import io.guestkit.block.CorruptImageException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes a volume group of the sections of its text. */
final class GroupReader {
  /** 512: the text counts in these, whatever the disks have. */
  static final int SECTOR = 512;

  /** 2^32 - 1: extents and their size in sectors are 32 bits wide in LVM. */
  static final long MAX_32 = 0xffff_ffffL;

  private static final String CONTENTS = "Text Format Volume Group";

  private final String textName;
  private final List<String> complaints = new ArrayList<>();

  GroupReader(String textName) {
    this.textName = textName;
  }

  VolumeGroup read(Section text) throws CorruptImageException {
    if (!CONTENTS.equals(text.textOrNull("contents"))) {
      throw text.corrupt("contents", "not the description of a volume group");
    }
    text.within(1, 1, "version");
    List<Section.Entry> sections = text.sections();
    if (sections.size() != 1) {
      throw text.wrong(sections.size() + " sections, not one of a volume group");
    }
    Section group = text.section(sections.getFirst());
    String name = sections.getFirst().key();
    if (!Names.isValid(name)) {
      throw group.wrong("no name that LVM allows for a volume group");
    }
    String id = id(group);
    long seqno = group.atLeast(0, "seqno");
    long extentBytes = group.within(1, MAX_32, "extent_size") * SECTOR;
    List<String> status = group.status();
    Map<String, PhysicalVolume> physical = physicalVolumes(group, extentBytes);
    Map<String, LogicalVolume> logical = logicalVolumes(group, extentBytes);
    return new VolumeGroup(
        name,
        id,
        seqno,
        extentBytes,
        status,
        group.tags(),
        systemId(group),
        physical,
        logical,
        complaints);
  }

  private static @Nullable String systemId(Section group) throws CorruptImageException {
    String systemId = group.textOrNull("system_id");
    return systemId == null || systemId.isEmpty() ? null : systemId;
  }

  /** Returns the identifier of a section, without hyphens. */
  static String id(Section section) throws CorruptImageException {
    String id = Names.withoutHyphens(section.text("id"));
    if (!Names.isId(id)) {
      throw section.corrupt("id", "no identifier of 32 characters");
    }
    return id;
  }

  private Map<String, PhysicalVolume> physicalVolumes(Section group, long extentBytes)
      throws CorruptImageException {
    Map<String, PhysicalVolume> volumes = new LinkedHashMap<>();
    Section all =
        group
            .section("physical_volumes")
            .orElseThrow(() -> group.wrong("physical_volumes is missing"));
    for (Section.Entry entry : all.sections()) {
      PhysicalVolume volume = physicalVolume(entry.key(), all.section(entry), extentBytes);
      if (volumes.putIfAbsent(entry.key(), volume) != null) {
        complaints.add(
            "%s: two physical volumes are called %s, the first is used"
                .formatted(textName, entry.key()));
      }
    }
    return volumes;
  }

  private static PhysicalVolume physicalVolume(String name, Section volume, long extentBytes)
      throws CorruptImageException {
    long start = volume.within(0, Long.MAX_VALUE / SECTOR, "pe_start") * SECTOR;
    long count =
        volume.within(0, Math.min(MAX_32, (Long.MAX_VALUE - start) / extentBytes), "pe_count");
    long deviceSectors = volume.number("dev_size", 0);
    List<String> status = volume.status();
    String device = volume.textOrNull("device");
    return new PhysicalVolume(
        name,
        id(volume),
        device == null || device.isEmpty() || device.equals("[unknown]") ? null : device,
        deviceSectors < 0 || deviceSectors > Long.MAX_VALUE / SECTOR ? 0 : deviceSectors * SECTOR,
        start,
        count,
        status.contains("ALLOCATABLE"),
        status.contains("MISSING"),
        volume.tags());
  }

  private Map<String, LogicalVolume> logicalVolumes(Section group, long extentBytes)
      throws CorruptImageException {
    Map<String, LogicalVolume> volumes = new LinkedHashMap<>();
    Section all = group.section("logical_volumes").orElse(group.inner("logical_volumes", 0));
    for (Section.Entry entry : all.sections()) {
      String name = entry.key();
      if (!Names.isValid(name)) {
        complaints.add(
            "%s: a logical volume has a name that LVM does not allow: \"%s\""
                .formatted(textName, shortened(name)));
      } else if (volumes.containsKey(name)) {
        complaints.add(
            "%s: two logical volumes are called %s, the first is read".formatted(textName, name));
      } else {
        volumes.put(name, LogicalVolumeReader.read(name, all.section(entry), extentBytes));
      }
    }
    return volumes;
  }

  private static String shortened(String name) {
    return name.length() > 80 ? name.substring(0, 80) + "..." : name;
  }
}
