package io.guestkit.exporter.pages.report;

import io.guestkit.exporter.pages.html.Bar;
import io.guestkit.exporter.pages.html.Html;
import io.guestkit.exporter.pages.html.Sizes;
import io.guestkit.exporter.pages.html.Table;
import io.guestkit.report.FilesystemInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The filesystems, each with a bar of how full it is. */
final class FilesystemSection {
  /** 90 %: where monitoring begins to warn, by custom. */
  private static final double FULL_PERCENT = 90;

  private FilesystemSection() {}

  static void write(Html html, List<FilesystemInfo> all, Devices devices) {
    List<FilesystemInfo> filesystems = new ArrayList<>();
    for (FilesystemInfo filesystem : all) {
      if (filesystem.usage().equals("filesystem")) { // swap and the like are told where they lie
        filesystems.add(filesystem);
      }
    }
    if (filesystems.isEmpty()) {
      return;
    }
    html.open("section", "card").element("h2", "Filesystems");
    int shown = Math.min(filesystems.size(), Table.MAX_ROWS);
    for (FilesystemInfo filesystem : filesystems.subList(0, shown)) {
      filesystem(html, filesystem, devices.mountedOn(filesystem.device()));
    }
    if (shown < filesystems.size()) {
      html.element("p", "The first %d of %d are shown.".formatted(shown, filesystems.size()));
    }
    html.close();
  }

  private static void filesystem(Html html, FilesystemInfo filesystem, String mounted) {
    double percent = usedPercent(filesystem);
    html.open("div", percent >= FULL_PERCENT ? "fsys full" : "fsys").open("div");
    html.element("p", "main", mounted.isEmpty() ? filesystem.device() : mounted);
    String label = filesystem.label() == null ? "" : ", " + filesystem.label();
    String device = mounted.isEmpty() ? "not mounted" : filesystem.device();
    html.element("p", "muted", filesystem.type() + ", " + device + label);
    if (Boolean.FALSE.equals(filesystem.clean())) {
      html.element("span", "tag", "not unmounted cleanly");
    }
    html.close().open("div");
    Long used = filesystem.usedBytes();
    Long free = filesystem.freeBytes();
    if (used == null || free == null) {
      html.element("p", "muted", "How full it is could not be read.");
    } else {
      usage(html, filesystem, used, free, percent);
    }
    html.close().close();
  }

  /** As df(1): of what users can have; 0 where it is unknown. */
  private static double usedPercent(FilesystemInfo filesystem) {
    Long used = filesystem.usedBytes();
    Long free = filesystem.freeBytes();
    if (used == null || free == null) {
      return 0;
    }
    return Bar.percent(used, (double) used + free - reserved(filesystem, free));
  }

  private static long reserved(FilesystemInfo filesystem, long free) {
    Long reserved = filesystem.reservedBytes();
    return reserved == null ? 0 : Math.min(reserved, free);
  }

  private static void usage(
      Html html, FilesystemInfo filesystem, long used, long free, double percent) {
    long reserved = reserved(filesystem, free);
    double whole = (double) used + free;
    String inUse = String.format(Locale.ROOT, "%.0f %% in use", Math.ceil(percent));
    Bar.usage(html, inUse, Bar.percent(used, whole), Bar.percent(reserved, whole));
    html.open("p", "legend");
    amount(html, "used", "used", used);
    amount(html, "rest", "free", free - reserved);
    if (reserved > 0) {
      amount(html, "reserved", "free for root only", reserved);
    }
    html.element("span", inUse);
    inodes(html, filesystem);
    html.close();
  }

  private static void amount(Html html, String kind, String name, long bytes) {
    html.open("span").open("i", "key " + kind).close();
    html.text(Sizes.human(bytes) + " " + name)
        .element("small", "muted", " " + Sizes.count(bytes) + " B");
    html.close();
  }

  private static void inodes(Html html, FilesystemInfo filesystem) {
    Long total = filesystem.inodesTotal();
    Long free = filesystem.inodesFree();
    if (total != null && free != null) {
      html.open("span", "muted").text(Sizes.count(total - free) + " of ");
      html.text(Sizes.count(total) + " inodes").close();
    }
  }
}
