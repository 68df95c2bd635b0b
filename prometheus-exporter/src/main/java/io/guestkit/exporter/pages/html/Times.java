package io.guestkit.exporter.pages.html;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Times for people. */
public final class Times {
  /** 60 days: from then on the date says more than the number of days. */
  private static final long MAX_DAYS = 60;

  private Times() {}

  /** Adds when something was, such as {@code 3 min ago}; the exact time is its tooltip. */
  public static void ago(Html html, Instant then, Instant now) {
    String exact = exact(then);
    html.open("time").attribute("datetime", iso(then)).attribute("title", exact);
    html.text(ago(then, now)).close();
  }

  /** Returns how long ago something was; where that is not recent, the date. */
  static String ago(Instant then, Instant now) {
    long seconds = Duration.between(then, now).toSeconds();
    if (seconds < -60 || seconds > MAX_DAYS * 86_400) {
      return exact(then).split(" ", 2)[0];
    }
    if (seconds < 60) {
      return seconds < 5 ? "just now" : seconds + " s ago";
    }
    if (seconds < 3600) {
      return seconds / 60 + " min ago";
    }
    if (seconds < 2 * 86_400) {
      return seconds / 3600 + " h ago";
    }
    return seconds / 86_400 + " days ago";
  }

  /** Returns a time such as {@code 2026-11-23 05:04:07 UTC}. */
  public static String exact(Instant instant) {
    return iso(instant).replace('T', ' ').replace("Z", " UTC");
  }

  private static String iso(Instant instant) {
    return instant.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  /** Returns how long something took, such as {@code 640 ms} or {@code 2.5 s}. */
  public static String took(Duration duration) {
    long millis = duration.toMillis();
    return millis < 1000 ? millis + " ms" : millis / 1000 + "." + millis % 1000 / 100 + " s";
  }
}
