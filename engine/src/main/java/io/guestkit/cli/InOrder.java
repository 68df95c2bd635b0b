package io.guestkit.cli;

import io.guestkit.InspectResult;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Hands results on in the order of the command line, each as soon as those before it are there. */
final class InOrder {
  private final ReportSink sink;
  private final String[] paths;
  private final @Nullable InspectResult[] waiting;
  private int next;

  InOrder(ReportSink sink, String[] paths) {
    this.sink = sink;
    this.paths = paths;
    this.waiting = new @Nullable InspectResult[paths.length];
  }

  void accept(int index, InspectResult result) throws IOException {
    waiting[index] = result;
    while (next < waiting.length) {
      @Nullable InspectResult ready = waiting[next];
      if (ready == null) {
        return;
      }
      sink.accept(paths[next], ready);
      waiting[next] = null;
      next++;
    }
  }
}
