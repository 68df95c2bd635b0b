package io.guestkit.cli;

import io.guestkit.InspectResult;
import io.guestkit.export.VirtInspectorXml;
import io.guestkit.report.Problem;
import java.io.IOException;

/**
 * Prints the one result as virt-inspector's document; nothing where the machine failed. The
 * document has no place for problems: they are said on standard error.
 */
final class VirtInspectorSink implements ReportSink {
  private final Streams streams;

  VirtInspectorSink(Streams streams) {
    this.streams = streams;
  }

  @Override
  public void accept(String path, InspectResult result) throws IOException {
    if (result instanceof InspectResult.Success success) {
      streams.print(VirtInspectorXml.of(success.inspection()));
      for (Problem problem : success.inspection().problems()) {
        streams.complain(path + ": " + problem.kind() + ": " + problem.message());
      }
    }
  }

  @Override
  public void close() {}
}
