package io.guestkit.exporter.pages.html;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A bar that is divided to scale, as SVG: widths are attributes, for the policy forbids styles. */
public final class Bar {
  /** 0.3 %: what is smaller could not be seen. */
  private static final double MIN_PERCENT = 0.3;

  /** 8 %: below there is no room for words. */
  private static final double MIN_WORDS_PERCENT = 8;

  private static final int HEIGHT = 76;

  /** 22: of what lies in another part, so that the outer one's name can be read. */
  private static final int INSET = 22;

  private Bar() {}

  /**
   * A part.
   *
   * @param start where it begins, in percent of the bar
   * @param percent how wide it is
   * @param kind class of its colour
   * @param name its name
   * @param note a second line
   * @param tooltip all that is known of it
   * @param usedPercent how much of it is used; null where that is unknown
   * @param isInner whether it lies in another part
   */
  public record Part(
      double start,
      double percent,
      String kind,
      String name,
      String note,
      String tooltip,
      @Nullable Double usedPercent,
      boolean isInner) {}

  /** Returns a part of a whole in percent, between 0 and 100. */
  public static double percent(double part, double whole) {
    return whole <= 0 ? 0 : Math.clamp(100.0 * part / whole, 0, 100);
  }

  /** Returns a part of a whole in percent, between 0 and 100. */
  public static double percent(long part, double whole) {
    return percent((double) part, whole);
  }

  /** Returns a part of a whole in percent, between 0 and 100. */
  public static double percent(long part, long whole) {
    return percent((double) part, (double) whole);
  }

  /** Draws parts, the inner ones over the others. */
  public static void draw(Html html, String label, List<Part> parts) {
    html.open("svg", "map").attribute("width", "100%");
    html.attribute("height", Integer.toString(HEIGHT));
    html.attribute("role", "img").attribute("aria-label", label);
    for (Part part : parts) {
      if (!part.isInner()) {
        draw(html, part);
      }
    }
    for (Part part : parts) {
      if (part.isInner()) {
        draw(html, part);
      }
    }
    html.close();
  }

  private static void draw(Html html, Part part) {
    double width = Math.max(MIN_PERCENT, Math.min(part.percent(), 100 - part.start()));
    int top = part.isInner() ? INSET : 0;
    html.open("svg", part.kind()).attribute("y", Integer.toString(top));
    html.attribute("x", written(Math.min(part.start(), 100 - width)));
    html.attribute("width", written(width));
    html.attribute("height", Integer.toString(HEIGHT - top));
    html.element("title", part.tooltip());
    rectangle(html, "part", 0, "100%", HEIGHT - top);
    Double used = part.usedPercent();
    if (used != null) {
      rectangle(html, "used", HEIGHT - top - 8, written(used), 8);
    }
    if (width >= MIN_WORDS_PERCENT) {
      words(html, "name", part.isInner() ? 20 : 17, part.name());
      words(html, "note", part.isInner() ? 37 : 36, part.note());
    }
    html.close();
  }

  private static void rectangle(Html html, String style, int top, String width, int height) {
    html.open("rect", style).attribute("y", Integer.toString(top)).attribute("width", width);
    html.attribute("height", Integer.toString(height)).close();
  }

  private static void words(Html html, String style, int baseline, String words) {
    html.open("text", style).attribute("x", "8").attribute("y", Integer.toString(baseline));
    html.text(words).close();
  }

  /**
   * Draws how full something is.
   *
   * @param used in percent
   * @param reserved what only some may use, in percent, after it
   */
  public static void usage(Html html, String label, double used, double reserved) {
    html.open("svg", "use").attribute("width", "100%");
    html.attribute("height", "12").attribute("role", "img").attribute("aria-label", label);
    rectangle(html, "rest", 0, "100%", 12);
    rectangle(html, "used", 0, written(used), 12);
    html.open("rect", "reserved").attribute("x", written(100 - Math.min(reserved, 100 - used)));
    html.attribute("width", written(Math.min(reserved, 100 - used))).attribute("height", "12");
    html.close().close();
  }

  private static String written(double percent) {
    return Math.round(percent * 1000) / 1000.0 + "%";
  }
}
