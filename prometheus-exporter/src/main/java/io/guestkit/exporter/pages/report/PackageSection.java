package io.guestkit.exporter.pages.report;

import io.guestkit.exporter.pages.html.Html;
import io.guestkit.exporter.pages.html.Link;
import io.guestkit.exporter.pages.html.Sizes;
import io.guestkit.exporter.pages.html.Table;
import io.guestkit.report.OperatingSystem;
import io.guestkit.report.PackageInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The packages of a system, with a filter.
 *
 * @param system the system
 * @param index its number among those of the page
 * @param of words that tell it from others
 * @param filter what names must hold
 */
record PackageSection(OperatingSystem system, int index, String of, String filter) {
  /** Returns the identifier of a system's section. */
  static String id(int index) {
    return index == 0 ? "packages" : "packages-" + index;
  }

  void write(Html html, String root, String image) {
    String id = id(index);
    html.open("section", "card").attribute("id", id);
    html.element("h2", "Packages" + of);
    form(html, id, root, image);
    List<PackageInfo> found = new ArrayList<>();
    String part = filter.toLowerCase(Locale.ROOT);
    for (PackageInfo installed : system.packages()) {
      if (installed.name().toLowerCase(Locale.ROOT).contains(part)) {
        found.add(installed);
      }
    }
    if (found.isEmpty()) {
      html.element("p", filter.isEmpty() ? "None are installed." : "No name holds this.");
    } else {
      table(html, found);
    }
    html.close();
  }

  /**
   * A field that is not seen loses line breaks on its way, so an image whose name is not plain has
   * no filter.
   */
  private void form(Html html, String id, String root, String image) {
    if (system.packages().isEmpty() || !Html.shown(root + image).equals(root + image)) {
      return;
    }
    html.open("form").attribute("action", "/image#" + id).attribute("method", "get");
    html.hidden("root", root).hidden("image", image);
    html.open("div", "field").open("label").attribute("for", id + "-filter");
    html.text("Show packages whose name holds").close();
    html.open("input").attribute("id", id + "-filter").attribute("name", "packages");
    html.attribute("type", "search").attribute("value", filter);
    html.attribute("maxlength", "200").close().close();
    html.open("button").attribute("type", "submit").text("Filter").close();
    if (!filter.isEmpty()) {
      html.link(Link.image(root, image) + "#" + id, "Show all");
    }
    html.close();
  }

  private void table(Html html, List<PackageInfo> found) {
    @Nullable String format = system.packageFormat();
    char beforeRelease = "xbps".equals(format) ? '_' : '-';
    int shown = Math.min(found.size(), Table.MAX_ROWS);
    String all =
        Sizes.count(system.packages().size(), "package") + (format == null ? "" : ", " + format);
    Table table = new Table(html, filter.isEmpty() ? all : found.size() + " of " + all);
    table.columns("Name", "Version", "Architecture", "Summary", ">Installed size");
    for (PackageInfo installed : found.subList(0, shown)) {
      Html name = table.row().cell().text(installed.name());
      if (!installed.state().equals("installed")) {
        name.text(" ").element("span", "tag", installed.state());
      }
      if (installed.held()) {
        name.text(" ").element("span", "tag", "held");
      }
      table.cells(
          installed.wholeVersion(beforeRelease), text(installed.arch()), text(installed.summary()));
      Html size = table.cell();
      Long bytes = installed.installedSizeBytes();
      if (bytes != null) {
        Sizes.size(size, bytes);
      }
    }
    table.end(shown, found.size(), "; filter them by name, or get the report as JSON");
  }

  private static String text(@Nullable String text) {
    return text == null ? "" : text;
  }
}
