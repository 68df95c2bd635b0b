package io.guestkit.exporter.pages;

import io.guestkit.exporter.fleet.FleetView;
import io.guestkit.exporter.fleet.ImageStatus;
import io.guestkit.exporter.pages.html.Facts;
import io.guestkit.exporter.pages.html.Html;
import io.guestkit.exporter.pages.html.Link;
import io.guestkit.exporter.pages.html.Page;
import io.guestkit.exporter.pages.html.Times;
import io.guestkit.exporter.pages.report.ReportSections;
import io.guestkit.report.Inspection;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Answers {@code /image?root=NAME&image=PATH}: the report of an image, drawn or as JSON. */
public final class ImagePage implements Handler {
  /** 100: a file name that every system takes. */
  private static final int MAX_FILE_NAME = 100;

  private static final String PLAIN =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.";

  private final FleetView fleet;
  private final Page page;
  private final Clock clock;

  /**
   * Makes a handler.
   *
   * @param telemetryPath where the metrics are
   */
  public ImagePage(FleetView fleet, String telemetryPath, Clock clock) {
    this.fleet = fleet;
    this.page = new Page(telemetryPath);
    this.clock = clock;
  }

  @Override
  public void handle(Context context) {
    @Nullable String root = context.queryParam("root");
    @Nullable String name = context.queryParam("image");
    @Nullable String packages = context.queryParam("packages");
    if (root == null || name == null) {
      page.sentence(
          context, 400, "Which image?", "Name one: /image?root=NAME&image=PATH-BELOW-THE-ROOT.");
      return;
    }
    if (packages != null && packages.length() > FleetPage.MAX_SEARCH) {
      page.sentence(context, 400, "Packages", "The name of a package is not so long; shorten it.");
      return;
    }
    Optional<ImageStatus> image = fleet.image(root, name);
    if (image.isEmpty()) {
      page.sentence(
          context,
          404,
          "No such image",
          "There is no image %s in the root %s; it may have been removed.".formatted(name, root));
      return;
    }
    if ("json".equals(context.queryParam("format"))) {
      json(context, image.get(), fleet.json(root, name));
      return;
    }
    Optional<Inspection> report = fleet.report(root, name);
    String filter = packages == null ? "" : packages.strip();
    page.answer(context, 200, name, html -> write(html, image.get(), report, filter));
  }

  private void json(Context context, ImageStatus image, Optional<byte[]> report) {
    if (report.isEmpty()) {
      page.sentence(context, 404, "No report yet", StateText.meaning(image.state()));
      return;
    }
    context
        .header("Cache-Control", "no-store")
        .header("Content-Disposition", "attachment; filename=\"" + fileName(image.image()) + '"')
        .contentType("application/json")
        .result(report.get());
  }

  /** Returns the last name of a path, in letters that no header and no host misreads. */
  static String fileName(String image) {
    String last = image.substring(image.lastIndexOf('/') + 1);
    StringBuilder name = new StringBuilder("guestkit-");
    for (int i = 0; i < Math.min(last.length(), MAX_FILE_NAME); i++) {
      name.append(PLAIN.indexOf(last.charAt(i)) < 0 ? '_' : last.charAt(i));
    }
    return name.append(".json").toString();
  }

  private void write(Html html, ImageStatus image, Optional<Inspection> report, String packages) {
    html.open("nav", "path").attribute("aria-label", "Where this is");
    html.link("/", "Images").text(" / " + image.root()).close();
    html.open("div", "title").element("h1", image.image());
    StateText.badge(html, image.state());
    html.close();
    Instant now = clock.instant();
    lead(html, image, now);
    otherForms(html, image, report.isPresent());
    failure(html, image);
    if (report.isPresent()) {
      new ReportSections(report.get(), image.root(), image.image(), packages, now).write(html);
    } else if (image.failure() == null) {
      html.open("section", "card").element("h2", "No report yet");
      html.element("p", "This page shows it after the first inspection.").close();
    }
    file(html, image, now);
  }

  private static void failure(Html html, ImageStatus image) {
    @Nullable String failure = image.failure();
    if (failure != null) {
      html.open("section", "card alert").attribute("role", "status");
      html.element("h2", "The last inspection failed").element("p", failure).close();
    }
  }

  private static void lead(Html html, ImageStatus image, Instant now) {
    html.open("p", "lead").text(StateText.meaning(image.state()));
    @Nullable Instant inspected = image.inspected();
    if (inspected != null) {
      html.text(" Inspected ");
      Times.ago(html, inspected, now);
      @Nullable Duration duration = image.duration();
      html.text(duration == null ? "." : ", in " + Times.took(duration) + ".");
    }
    html.close();
  }

  private static void otherForms(Html html, ImageStatus image, boolean hasReport) {
    html.open("p");
    button(html, Link.to("/probe").with("target", image.path()).toString(), "Metrics");
    if (hasReport) {
      Link json = Link.image(image.root(), image.image()).with("format", "json");
      button(html, json.toString(), "Report as JSON");
    }
    html.close();
  }

  private static void file(Html html, ImageStatus image, Instant now) {
    html.open("section", "card").element("h2", "Image file");
    Facts facts = new Facts(html);
    facts.fact("Path", image.path());
    time(facts, "Written", image.modified(), now);
    time(facts, "First seen", image.firstSeen(), now);
    time(facts, "Last successful inspection", image.succeeded(), now);
    facts.end();
    html.close();
  }

  private static void time(Facts facts, String name, @Nullable Instant then, Instant now) {
    if (then != null) {
      Times.ago(facts.fact(name), then, now);
    }
  }

  private static void button(Html html, String address, String text) {
    html.open("a", "button").attribute("href", address).text(text).close();
  }
}
