package io.guestkit.exporter.pages;

import io.guestkit.exporter.fleet.FleetView;
import io.guestkit.exporter.fleet.ImageStatus;
import io.guestkit.exporter.fleet.ImageStatus.State;
import io.guestkit.exporter.pages.html.Html;
import io.guestkit.exporter.pages.html.Page;
import io.guestkit.exporter.pages.html.Sizes;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Answers {@code /}: the images, with search, filters, sorting and pages. */
public final class FleetPage implements Handler {
  /** 200 characters: longer than any name that is searched for; bounds the work of a request. */
  static final int MAX_SEARCH = 200;

  private static final String LONG_SEARCH =
      "The search text is longer than %d characters; shorten it.".formatted(MAX_SEARCH);

  private final FleetView fleet;
  private final Page page;
  private final Clock clock;

  /**
   * Makes a handler.
   *
   * @param telemetryPath where the metrics are
   */
  public FleetPage(FleetView fleet, String telemetryPath, Clock clock) {
    this.fleet = fleet;
    this.page = new Page(telemetryPath);
    this.clock = clock;
  }

  @Override
  public void handle(Context context) {
    FleetQuery query = FleetQuery.of(context::queryParam);
    if (query.text().length() > MAX_SEARCH) {
      page.sentence(context, 400, "Search", LONG_SEARCH);
      return;
    }
    List<ImageStatus> all = fleet.images();
    page.answer(
        context,
        200,
        "Images",
        html -> {
          html.element("h1", "Images");
          html.element("p", "muted", counted(all));
          if (all.isEmpty()) {
            empty(html);
          } else {
            images(html, query, all);
          }
          html.open("div", "cards");
          probe(html);
          links(html);
        });
  }

  private static String counted(List<ImageStatus> images) {
    Set<String> roots = new HashSet<>();
    for (ImageStatus image : images) {
      roots.add(image.root());
    }
    return Sizes.count(images.size(), "disk image")
        + (images.isEmpty() ? "" : " in " + Sizes.count(roots.size(), "root"));
  }

  private static void empty(Html html) {
    html.open("section", "card").element("h2", "No image was found yet");
    html.open("p").text("Name folders of disk images under ").element("code", "roots");
    html.text(" in the configuration file, then reload it: ");
    html.element("code", "curl -X POST .../-/reload").text(". ");
    html.text("Where a root is named already: are its files readable to this user, are they named");
    html.text(" .qcow2, .raw, .img, .vmdk, .vdi or .vhdx or matched by ")
        .element("code", "include");
    html.text(", and is none of them matched by ").element("code", "exclude").text("?");
    html.close().close();
  }

  private void images(Html html, FleetQuery query, List<ImageStatus> all) {
    List<ImageStatus> found = query.found(all);
    chips(html, query, found);
    html.open("section", "card");
    search(html, query);
    List<ImageStatus> sorted = query.sorted(found);
    if (sorted.isEmpty()) {
      html.open("p").text("No image matches. ").link("/", "Show all images").close();
    } else {
      FleetTable.write(html, query, sorted, clock.instant());
    }
    html.close();
  }

  private static void chips(Html html, FleetQuery query, List<ImageStatus> found) {
    html.open("nav", "chips").attribute("aria-label", "Images by state");
    chip(html, query, null, found.size());
    for (State state : State.values()) {
      int count = 0;
      for (ImageStatus image : found) {
        count += image.state() == state ? 1 : 0;
      }
      chip(html, query, state, count);
    }
    html.close();
  }

  private static void chip(Html html, FleetQuery query, @Nullable State state, int count) {
    html.open("a").attribute("href", query.with(state).address());
    if (query.state() == state) {
      html.attribute("aria-current", "true");
    }
    if (state != null) {
      html.attribute("title", StateText.meaning(state));
      html.open("span", "dot " + StateText.parameter(state)).close();
    }
    html.text(state == null ? "All " : StateText.name(state) + " ");
    html.element("b", Sizes.count(count)).close();
  }

  private static void search(Html html, FleetQuery query) {
    html.open("form").attribute("action", "/").attribute("method", "get");
    html.attribute("role", "search").open("div", "field");
    html.open("label").attribute("for", "q").text("Search by path, root, system or host name");
    html.close().open("input").attribute("id", "q").attribute("name", "q");
    html.attribute("type", "search").attribute("value", query.text());
    html.attribute("maxlength", Integer.toString(MAX_SEARCH)).close().close();
    @Nullable State state = query.state();
    if (state != null) {
      html.hidden("state", StateText.parameter(state));
    }
    html.hidden("sort", query.sort().parameter());
    html.hidden("order", query.isDescending() ? "desc" : "asc");
    html.open("button").attribute("type", "submit").text("Search").close().close();
  }

  private static void probe(Html html) {
    html.open("section", "card").element("h2", "Probe an image");
    html.open("form").attribute("action", "/probe").attribute("method", "get");
    html.open("div", "field").open("label").attribute("for", "target");
    html.text("Absolute path of an image below a configured root").close();
    html.open("input").attribute("id", "target").attribute("name", "target");
    html.attribute("required", "required");
    html.attribute("placeholder", "/var/lib/libvirt/images/guest.qcow2").close().close();
    html.open("button").attribute("type", "submit").text("Probe").close().close().close();
  }

  private void links(Html html) {
    html.open("section", "card").element("h2", "For Prometheus").open("ul", "links");
    html.open("li").link(page.telemetryPath(), "Metrics of all images and of the exporter").close();
    html.open("li").link("/sd", "Images as targets, for http_sd").close();
    html.open("li").link("/-/healthy", "Health").text(" and ");
    html.link("/-/ready", "readiness").close().close().close();
  }
}
