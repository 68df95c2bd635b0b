package io.guestkit.exporter.pages.html;

import io.guestkit.export.HumanSize;
import java.util.Locale;

/** Sizes for people, with their exact number. */
public final class Sizes {
  private Sizes() {}

  /** Adds a size; the exact one is its tooltip. */
  public static void size(Html html, long bytes) {
    html.open("data").attribute("value", Long.toString(bytes));
    html.attribute("title", exact(bytes)).text(human(bytes)).close();
  }

  /** Returns both, such as {@code 3.0 GiB (3,221,225,472 bytes)}. */
  public static String both(long bytes) {
    return human(bytes) + " (" + exact(bytes) + ")";
  }

  /** Returns a size such as {@code 3.0 GiB}. */
  public static String human(long bytes) {
    return bytes < 0 ? exact(bytes) : HumanSize.of(bytes);
  }

  /** Returns the number with its unit. */
  static String exact(long bytes) {
    return count(bytes) + (bytes == 1 ? " byte" : " bytes");
  }

  /** Returns a number with its thousands apart. */
  public static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** Returns a number of things, such as {@code 1 image} or {@code 2 images}. */
  public static String count(long number, String singular) {
    return count(number) + " " + singular + (number == 1 ? "" : "s");
  }
}
