package io.guestkit.cli;

import io.guestkit.export.DisplayText;
import org.jspecify.annotations.Nullable;

/**
 * A line on a terminal that says how far a run over several images is: how many are done, how many
 * in a second, how long the others will take, and the image that was begun last; else nothing.
 * Thread-safe.
 */
final class Progress {
  /** Back to the start of the line, and erase it (ECMA-48). */
  private static final String CLEAR = "\r\u001b[K";

  /** 79 characters: a line that a terminal wraps is not erased as one. */
  private static final int WIDTH = 79;

  /** A second: before that a rate says nothing yet. */
  private static final long FIRST_RATE_MILLIS = 1000;

  private final Streams streams;
  private final int total;
  private final boolean shown;
  private final long start = System.nanoTime();
  private int done;
  private @Nullable String current;

  Progress(Streams streams, int total) {
    this.streams = streams;
    this.total = total;
    this.shown = total > 1 && streams.isErrTerminal();
  }

  /** Names the image that is read now. */
  synchronized void begin(String path) {
    current = path;
    show();
  }

  /** Counts an image. */
  synchronized void done() {
    done++;
    show();
  }

  /** Makes room for other output. */
  synchronized void clear() {
    if (shown) {
      streams.err().print(CLEAR);
      streams.err().flush();
    }
  }

  private void show() {
    if (shown) {
      long millis = (System.nanoTime() - start) / 1_000_000;
      streams.err().print(CLEAR + line(done, total, millis, current));
      streams.err().flush();
    }
  }

  /**
   * Returns the line.
   *
   * @param millis since the start
   * @param current path of an image, or null
   */
  static String line(int done, int total, long millis, @Nullable String current) {
    StringBuilder line = new StringBuilder();
    line.append('[').append(done).append('/').append(total).append(']');
    if (done > 0 && millis >= FIRST_RATE_MILLIS) {
      long tenths = done * 10_000L / millis;
      line.append(' ').append(tenths / 10).append('.').append(tenths % 10).append("/s, ");
      appendTime(line, millis * (total - done) / done / 1000);
      line.append(" left");
    }
    if (current != null) {
      line.append(' ').append(end(DisplayText.show(current), WIDTH - line.length()));
    }
    return line.toString();
  }

  /** As 1:02:03, or 2:03. */
  private static void appendTime(StringBuilder line, long seconds) {
    if (seconds >= 3600) {
      line.append(seconds / 3600).append(':');
      line.append(seconds % 3600 < 600 ? "0" : "");
    }
    line.append(seconds % 3600 / 60).append(':');
    line.append(seconds % 60 < 10 ? "0" : "").append(seconds % 60);
  }

  /** Returns the end of a text, which is what paths differ in. */
  private static String end(String text, int width) {
    if (text.length() <= width) {
      return text;
    }
    int from = text.length() - width + 1;
    return "\u2026" + text.substring(Character.isLowSurrogate(text.charAt(from)) ? from + 1 : from);
  }
}
