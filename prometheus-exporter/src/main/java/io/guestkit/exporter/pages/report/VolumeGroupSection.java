package io.guestkit.exporter.pages.report;

import io.guestkit.exporter.pages.html.Bar;
import io.guestkit.exporter.pages.html.Facts;
import io.guestkit.exporter.pages.html.Html;
import io.guestkit.exporter.pages.html.Sizes;
import io.guestkit.exporter.pages.html.Table;
import io.guestkit.report.LogicalVolumeInfo;
import io.guestkit.report.PhysicalVolumeInfo;
import io.guestkit.report.VolumeGroupInfo;
import java.util.ArrayList;
import java.util.List;

/** The volume groups of LVM, each drawn as a bar of its logical volumes. */
final class VolumeGroupSection {
  private VolumeGroupSection() {}

  static void write(Html html, List<VolumeGroupInfo> groups, Devices devices) {
    for (VolumeGroupInfo group : groups) {
      html.open("section", "card").element("h2", "Volume group " + group.name());
      draw(html, group, devices);
      Facts facts = new Facts(html);
      facts.fact("Size", Sizes.both(group.sizeBytes()));
      facts.fact("Free", Sizes.both(group.freeBytes()));
      facts.fact("Physical volumes", physical(group));
      facts.fact("Partial", group.partial() ? "yes: a physical volume is missing" : null);
      facts.end();
      volumes(html, group, devices);
      html.close();
    }
  }

  private static String physical(VolumeGroupInfo group) {
    List<String> names = new ArrayList<>();
    for (PhysicalVolumeInfo volume : group.physicalVolumes()) {
      if (names.size() < Table.MAX_ROWS) {
        names.add(volume.device() == null ? "missing" : volume.device());
      }
    }
    return String.join(", ", names);
  }

  /** What lies in a pool takes nothing of the group itself. */
  private static void draw(Html html, VolumeGroupInfo group, Devices devices) {
    double whole = Math.max(0, group.freeBytes());
    List<LogicalVolumeInfo> drawn = new ArrayList<>();
    for (LogicalVolumeInfo volume : group.logicalVolumes()) {
      if (volume.pool() == null && drawn.size() < Table.MAX_ROWS) {
        drawn.add(volume);
        whole += (double) volume.sizeBytes();
      }
    }
    whole = Math.max(whole, (double) group.sizeBytes());
    List<Bar.Part> parts = new ArrayList<>();
    double at = 0;
    for (LogicalVolumeInfo volume : drawn) {
      parts.add(part(volume, Bar.percent(at, whole), whole, devices));
      at += (double) volume.sizeBytes();
    }
    if (group.freeBytes() > 0) {
      String human = Sizes.human(group.freeBytes());
      double free = Bar.percent(group.freeBytes(), whole);
      parts.add(
          new Bar.Part(100 - free, free, "gap", "free", human, "Free, " + human, null, false));
    }
    Bar.draw(html, "Map of %s; the table below says the same".formatted(group.name()), parts);
  }

  private static Bar.Part part(
      LogicalVolumeInfo volume, double start, double whole, Devices devices) {
    String human = Sizes.human(volume.sizeBytes());
    String content = devices.content(volume.device());
    String mounted = devices.mountedOn(volume.device());
    return new Bar.Part(
        start,
        Bar.percent(volume.sizeBytes(), whole),
        devices.kind(volume.device()),
        volume.name() + (mounted.isEmpty() ? "" : "  " + mounted),
        (content.isEmpty() ? "" : content + ", ") + human,
        String.join(", ", List.of(volume.device(), volume.type(), content, mounted, human)),
        devices.usedPercent(volume.device()),
        false);
  }

  private static void volumes(Html html, VolumeGroupInfo group, Devices devices) {
    List<LogicalVolumeInfo> volumes = group.logicalVolumes();
    if (volumes.isEmpty()) {
      return;
    }
    int shown = Math.min(volumes.size(), Table.MAX_ROWS);
    Table table = new Table(html, Sizes.count(volumes.size(), "logical volume"));
    table.columns("Name", "Type", "Content", "Mounted on", "Health", ">Size");
    for (LogicalVolumeInfo volume : volumes.subList(0, shown)) {
      String device = volume.device();
      table.row().cells(volume.name(), volume.type());
      table.cells(devices.content(device), devices.mountedOn(device));
      table.cell().text(volume.health() == null ? "" : volume.health());
      Sizes.size(table.cell(), volume.sizeBytes());
    }
    table.end(shown, volumes.size(), "");
  }
}
