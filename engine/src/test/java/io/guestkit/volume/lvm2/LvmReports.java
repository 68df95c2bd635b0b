package io.guestkit.volume.lvm2;

import static io.guestkit.volume.lvm2.LvmHost.bare;
import static io.guestkit.volume.lvm2.LvmHost.number;
import static io.guestkit.volume.lvm2.LvmHost.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.guestkit.report.LogicalVolumeInfo;
import io.guestkit.report.PhysicalVolumeInfo;
import io.guestkit.report.VolumeGroupInfo;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Compares our report of volume groups with LVM's, every component. */
final class LvmReports {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss Z", Locale.ROOT);

  private LvmReports() {}

  /** Checks that both say the same. */
  static void assertSame(List<VolumeGroupInfo> groups, LvmHost.Truth truth) {
    assertThat(groups)
        .extracting(VolumeGroupInfo::uuid)
        .containsExactlyInAnyOrderElementsOf(
            truth.vgs().stream().map(vg -> text(vg, "vg_uuid")).toList());
    for (VolumeGroupInfo group : groups) {
      JsonNode vg =
          truth.vgs().stream()
              .filter(row -> text(row, "vg_uuid").equals(group.uuid()))
              .findFirst()
              .orElseThrow();
      assertThat(withoutLists(group)).isEqualTo(expected(vg));
      physicalVolumes(group, truth);
      logicalVolumes(group, truth);
    }
  }

  private static VolumeGroupInfo withoutLists(VolumeGroupInfo g) {
    return new VolumeGroupInfo(
        g.name(),
        g.uuid(),
        g.sizeBytes(),
        g.freeBytes(),
        g.extentSizeBytes(),
        g.extentCount(),
        g.freeExtentCount(),
        g.seqno(),
        g.systemId(),
        g.exported(),
        g.partial(),
        g.readOnly(),
        g.tags(),
        List.of(),
        List.of());
  }

  private static VolumeGroupInfo expected(JsonNode vg) {
    return new VolumeGroupInfo(
        text(vg, "vg_name"),
        text(vg, "vg_uuid"),
        number(vg, "vg_size"),
        number(vg, "vg_free"),
        number(vg, "vg_extent_size"),
        number(vg, "vg_extent_count"),
        number(vg, "vg_free_count"),
        number(vg, "vg_seqno"),
        textOrNull(vg, "vg_systemid"),
        text(vg, "vg_exported").equals("exported"),
        text(vg, "vg_partial").equals("partial"),
        text(vg, "vg_permissions").equals("read-only"),
        tags(vg, "vg_tags"),
        List.of(),
        List.of());
  }

  private static void physicalVolumes(VolumeGroupInfo group, LvmHost.Truth truth) {
    List<PhysicalVolumeInfo> expected = new ArrayList<>();
    for (JsonNode pv : truth.pvs()) {
      if (text(pv, "vg_name").equals(group.name())) {
        expected.add(
            new PhysicalVolumeInfo(
                device(text(pv, "pv_name")),
                text(pv, "pv_uuid"),
                number(pv, "pv_size"),
                number(pv, "pv_free"),
                text(pv, "pv_missing").equals("missing"),
                number(pv, "pv_pe_count"),
                number(pv, "pv_pe_alloc_count"),
                number(pv, "pe_start"),
                null,
                text(pv, "pv_allocatable").equals("allocatable"),
                tags(pv, "pv_tags")));
      }
    }
    assertThat(group.physicalVolumes().stream().map(LvmReports::withoutLastDevice))
        .containsExactlyInAnyOrderElementsOf(expected);
  }

  /** The device of the past is in the metadata only. */
  private static PhysicalVolumeInfo withoutLastDevice(PhysicalVolumeInfo p) {
    return new PhysicalVolumeInfo(
        p.device(),
        p.uuid(),
        p.sizeBytes(),
        p.freeBytes(),
        p.missing(),
        p.extentCount(),
        p.allocatedExtentCount(),
        p.startBytes(),
        null,
        p.allocatable(),
        p.tags());
  }

  /** Returns our name of the disk that a test calls d0 and so on. */
  private static @Nullable String device(String name) {
    return name.equals("[unknown]")
        ? null
        : "/dev/sd" + (char) ('a' + Integer.parseInt(name.substring(name.lastIndexOf('d') + 1)));
  }

  private static void logicalVolumes(VolumeGroupInfo group, LvmHost.Truth truth) {
    List<String> visible = new ArrayList<>();
    for (JsonNode lv : truth.lvs()) {
      String name = text(lv, "lv_name");
      if (text(lv, "vg_name").equals(group.name())
          && !name.startsWith("[")
          && !visible.contains(name)) {
        visible.add(name);
      }
    }
    assertThat(group.logicalVolumes())
        .extracting(LogicalVolumeInfo::name)
        .containsExactlyInAnyOrderElementsOf(visible);
    for (LogicalVolumeInfo volume : group.logicalVolumes()) {
      assertThat(volume).isEqualTo(expected(volume, truth.segments(group.name(), volume.name())));
    }
  }

  /** What LVM does not show (device, whether we read it) is taken from ours. */
  private static LogicalVolumeInfo expected(LogicalVolumeInfo ours, List<JsonNode> segments) {
    JsonNode lv = segments.getFirst();
    String attributes = text(lv, "lv_attr");
    boolean isSnapshot = text(lv, "lv_role").contains("thicksnapshot");
    long stripeSize = number(lv, "stripe_size");
    return new LogicalVolumeInfo(
        text(lv, "lv_name"),
        ours.device(),
        text(lv, "lv_uuid"),
        number(lv, "lv_size"),
        isSnapshot ? "snapshot" : text(lv, "segtype"),
        ours.readable(),
        (int) number(lv, "seg_count"),
        ours.stripes() == null ? null : (Integer) (int) number(lv, "stripes"),
        stripeSize == 0 ? null : (Long) stripeSize,
        textOrNull(lv, "origin"),
        textOrNull(lv, "pool_lv"),
        attributes.charAt(1) == 'r',
        attributes.charAt(8) == 'p' ? "partial" : ours.health() == null ? null : "refresh needed",
        time(text(lv, "lv_time")),
        textOrNull(lv, "lv_host"),
        tags(lv, "lv_tags"));
  }

  private static @Nullable Instant time(String shown) {
    return shown.isEmpty() ? null : ZonedDateTime.parse(shown, TIME).toInstant();
  }

  private static @Nullable String textOrNull(JsonNode row, String field) {
    String shown = bare(text(row, field));
    return shown.isEmpty() ? null : shown;
  }

  private static List<String> tags(JsonNode row, String field) {
    String shown = text(row, field);
    return shown.isEmpty() ? List.of() : Arrays.asList(shown.split(","));
  }
}
