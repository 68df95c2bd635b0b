package io.guestkit.cli;

import io.guestkit.InspectResult;
import io.guestkit.export.Colours;
import io.guestkit.export.TextReport;
import java.io.IOException;

/** Prints summaries, an empty line between them. A failure is on standard error only. */
final class TextSink implements ReportSink {
  private final Streams streams;
  private final Colours colours;
  private boolean started;

  TextSink(Streams streams, Colours colours) {
    this.streams = streams;
    this.colours = colours;
  }

  @Override
  public void accept(String path, InspectResult result) throws IOException {
    if (result instanceof InspectResult.Success success) {
      streams.print(started ? "\n" : "");
      streams.print(TextReport.of(path, success.inspection(), colours));
      started = true;
    }
  }

  @Override
  public void close() {}
}
