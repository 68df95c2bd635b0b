package io.guestkit.exporter.pages.report;

import io.guestkit.exporter.pages.html.Facts;
import io.guestkit.exporter.pages.html.Html;
import io.guestkit.exporter.pages.html.Sizes;
import io.guestkit.exporter.pages.html.Table;
import io.guestkit.exporter.pages.html.Times;
import io.guestkit.report.DiskInfo;
import io.guestkit.report.ImageInfo;
import io.guestkit.report.ImageLayer;
import io.guestkit.report.Inspection;
import io.guestkit.report.PartitionTableInfo;
import io.guestkit.report.SnapshotInfo;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The disks: their image, and how they are divided.
 *
 * @param report the report
 * @param devices its devices
 * @param html where it is written
 */
record DiskSection(Inspection report, Devices devices, Html html) {
  /** 20: a longer chain is cut, its length is said. */
  private static final int MAX_LAYERS = 20;

  void write() {
    for (DiskInfo disk : report.disks()) {
      html.open("section", "card").element("h2", "Disk " + disk.device());
      facts(disk.image());
      snapshots(disk.image().snapshots());
      html.close();
    }
    for (PartitionTableInfo table : report.partitionTables()) {
      html.open("section", "card").element("h2", "Partitions of " + table.device());
      new PartitionMap(table, devices).write(html);
      html.close();
    }
  }

  private void facts(ImageInfo image) {
    Facts facts = new Facts(html);
    facts.fact(
        "Format", image.format() + (image.version() == null ? "" : ", version " + image.version()));
    facts.fact("Size of the disk", Sizes.both(image.virtualSizeBytes()));
    facts.fact("Size of the file", Sizes.both(image.fileSizeBytes()));
    facts.fact("Compression", image.compressionType());
    facts.fact("Encryption", image.encryption());
    facts.fact("Closed cleanly", no(image.dirty()));
    facts.fact("Marked as corrupt", Boolean.TRUE.equals(image.corrupt()) ? "yes" : null);
    facts.fact("External data file", image.dataFile());
    facts.fact("Backing file", image.backingFile());
    if (!image.backingChain().isEmpty()) {
      layers(facts.fact("Backing chain"), image.backingChain());
    }
    facts.end();
  }

  private static @Nullable String no(@Nullable Boolean dirty) {
    return dirty == null ? null : dirty ? "no" : "yes";
  }

  private static void layers(Html html, List<ImageLayer> chain) {
    int shown = Math.min(chain.size(), MAX_LAYERS);
    for (ImageLayer layer : chain.subList(0, shown)) {
      html.open("div").text(layer.name()).element("small", "muted", " " + layer.format());
      html.element("small", "muted", ", " + Sizes.human(layer.virtualSizeBytes())).close();
    }
    if (shown < chain.size()) {
      html.element("div", "and %d more".formatted(chain.size() - shown));
    }
  }

  private void snapshots(List<SnapshotInfo> snapshots) {
    if (snapshots.isEmpty()) {
      return;
    }
    html.element("h3", "Snapshots");
    int shown = Math.min(snapshots.size(), Table.MAX_ROWS);
    Table table = new Table(html, "Internal snapshots of the image");
    table.columns("Name", "Taken", ">Size of the disk", ">Saved memory");
    for (SnapshotInfo snapshot : snapshots.subList(0, shown)) {
      table.row().cells(snapshot.name(), Times.exact(snapshot.created()));
      Sizes.size(table.cell(), snapshot.virtualSizeBytes());
      Sizes.size(table.cell(), snapshot.vmStateSizeBytes());
    }
    table.end(shown, snapshots.size(), "");
  }
}
