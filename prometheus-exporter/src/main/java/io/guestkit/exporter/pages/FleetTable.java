package io.guestkit.exporter.pages;

import io.guestkit.exporter.fleet.ImageStatus;
import io.guestkit.exporter.pages.html.Html;
import io.guestkit.exporter.pages.html.Link;
import io.guestkit.exporter.pages.html.Sizes;
import io.guestkit.exporter.pages.html.Table;
import io.guestkit.exporter.pages.html.Times;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The table of images: one page of it, and the way to the others. */
final class FleetTable {
  private final Html html;
  private final FleetQuery query;
  private final Instant now;

  private FleetTable(Html html, FleetQuery query, Instant now) {
    this.html = html;
    this.query = query;
    this.now = now;
  }

  /** Writes the page that is asked for; the last where there are not so many. */
  static void write(Html html, FleetQuery query, List<ImageStatus> images, Instant now) {
    int pages = FleetQuery.pages(images.size());
    int page = Math.min(query.page(), pages);
    int from = (page - 1) * FleetQuery.PAGE_SIZE;
    int to = Math.min(images.size(), from + FleetQuery.PAGE_SIZE);
    FleetTable table = new FleetTable(html, query, now);
    String caption =
        pages == 1
            ? Sizes.count(images.size(), "image")
            : "Images %s to %s of %s"
                .formatted(Sizes.count(from + 1), Sizes.count(to), Sizes.count(images.size()));
    table.rows(new Table(html, caption), images.subList(from, to));
    if (pages > 1) {
      table.pager(page, pages);
    }
  }

  private void rows(Table table, List<ImageStatus> images) {
    for (FleetOrder column : FleetOrder.values()) {
      Html head = table.head(column.heading());
      if (column == query.sort()) {
        head.attribute("aria-sort", query.isDescending() ? "descending" : "ascending");
      }
      String heading = column.heading();
      head.link(
          query.by(column).address(), heading.startsWith(">") ? heading.substring(1) : heading);
    }
    for (ImageStatus image : images) {
      row(table.row(), image);
    }
    table.end();
  }

  private void row(Table table, ImageStatus image) {
    ImageStatus.@Nullable Summary summary = image.summary();
    table.cell().open("a", "main");
    html.attribute("href", Link.image(image.root(), image.image()).toString());
    html.text(image.image()).close();
    table.cell().text(image.root());
    Html system = table.cell();
    if (summary != null) {
      system.text(summary.system());
      if (!summary.hostname().isEmpty()) {
        system.element("small", summary.hostname());
      }
    }
    Html size = table.cell();
    if (summary != null) {
      Sizes.size(size, summary.virtualSizeBytes());
    }
    StateText.badge(table.cell(), image.state());
    table.cell().text(summary == null ? "" : Sizes.count(summary.problems()));
    Html inspected = table.cell().attribute("class", "short");
    @Nullable Instant when = image.inspected();
    if (when != null) {
      Times.ago(inspected, when, now);
    }
  }

  private void pager(int page, int pages) {
    html.open("nav", "pages").attribute("aria-label", "Pages");
    if (page > 1) {
      html.link(query.at(1).address(), "First").link(query.at(page - 1).address(), "Previous");
    }
    html.element("span", "Page %d of %d".formatted(page, pages));
    if (page < pages) {
      html.link(query.at(page + 1).address(), "Next").link(query.at(pages).address(), "Last");
    }
    html.close();
  }
}
