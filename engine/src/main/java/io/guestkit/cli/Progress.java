package io.guestkit.cli;

import io.guestkit.export.DisplayText;

/** A line on a terminal that says how far a run over several images is; else nothing. */
final class Progress {
  /** Back to the start of the line, and erase it (ECMA-48). */
  private static final String CLEAR = "\r\u001b[K";

  private final Streams streams;
  private final int total;
  private final boolean shown;
  private int done;

  Progress(Streams streams, int total) {
    this.streams = streams;
    this.total = total;
    this.shown = total > 1 && streams.isErrTerminal();
    show("");
  }

  /** Counts an image, which stays named until the next one. */
  void done(String path) {
    done++;
    show(" " + DisplayText.show(path));
  }

  /** Makes room for other output. */
  void clear() {
    if (shown) {
      streams.err().print(CLEAR);
      streams.err().flush();
    }
  }

  private void show(String last) {
    if (shown) {
      streams.err().print(CLEAR + "[" + done + "/" + total + "]" + last);
      streams.err().flush();
    }
  }
}
