package io.guestkit.exporter.pages.html;

import io.guestkit.Build;
import io.javalin.http.Context;
import java.util.function.Consumer;

/**
 * What all pages have: head, menu, foot, and the headers of the answer.
 *
 * @param telemetryPath where the metrics are
 */
public record Page(String telemetryPath) {
  /** Answers with a page. */
  public void answer(Context context, int status, String title, Consumer<Html> content) {
    Html html = new Html();
    html.open("html").attribute("lang", "en");
    head(html, title);
    html.open("body");
    menu(html);
    html.open("main").attribute("id", "content");
    int inside = html.depth();
    content.accept(html);
    html.closeTo(inside).close();
    foot(html);
    context
        .status(status)
        .header("Content-Security-Policy", Style.POLICY)
        .header("Cache-Control", "no-store")
        .header("Referrer-Policy", "no-referrer")
        .contentType("text/html; charset=utf-8")
        .result(html.document());
  }

  /** Answers with a page that is one sentence. */
  public void sentence(Context context, int status, String title, String sentence) {
    answer(
        context,
        status,
        title,
        html -> {
          html.element("h1", title).element("p", sentence);
          html.open("p").link("/", "All images").close();
        });
  }

  private static void head(Html html, String title) {
    html.open("head");
    html.open("meta").attribute("charset", "utf-8").close();
    html.open("meta").attribute("name", "viewport");
    html.attribute("content", "width=device-width, initial-scale=1").close();
    html.element("title", title + " - GuestKit exporter");
    html.open("link").attribute("rel", "icon").attribute("href", Style.ICON).close();
    html.style(Style.SHEET).close();
  }

  private void menu(Html html) {
    html.open("a", "skip").attribute("href", "#content").text("Skip to the content").close();
    html.open("header", "top").open("div", "wide");
    html.open("a", "brand").attribute("href", "/");
    html.open("svg").attribute("viewBox", "0 0 24 24").attribute("width", "26");
    html.attribute("height", "26").attribute("aria-hidden", "true");
    for (int y = 3; y <= 15; y += 6) {
      html.open("rect").attribute("x", "3").attribute("y", Integer.toString(y));
      html.attribute("width", y == 15 ? "11" : "18").attribute("height", "4");
      html.attribute("rx", "2").close();
    }
    html.close().text("GuestKit exporter").close();
    html.open("nav").attribute("aria-label", "Exporter");
    html.link("/", "Images").link(telemetryPath, "Metrics").link("/sd", "Targets");
    html.link("/-/healthy", "Health").link("/-/ready", "Ready");
    html.close().close().close();
  }

  private static void foot(Html html) {
    html.open("footer").open("div", "wide");
    html.text("GuestKit exporter " + Build.current().version());
    html.text(" \u00b7 reads disk images without mounting them, and writes to none")
        .close()
        .close();
  }
}
