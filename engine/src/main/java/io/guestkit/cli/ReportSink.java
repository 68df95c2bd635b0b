package io.guestkit.cli;

import io.guestkit.InspectResult;
import java.io.Closeable;
import java.io.IOException;

/** Prints what became of machines, one after the other. */
interface ReportSink extends Closeable {

  /**
   * Prints a result.
   *
   * @param path the image as the command line names it
   */
  void accept(String path, InspectResult result) throws IOException;

  /** Prints what ends the output. */
  @Override
  void close() throws IOException;
}
