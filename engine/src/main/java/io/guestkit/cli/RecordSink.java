package io.guestkit.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.guestkit.InspectResult;
import io.guestkit.block.ImageException;
import io.guestkit.export.FieldSelection;
import io.guestkit.export.ReportFormat;
import io.guestkit.export.ReportWriter;
import java.io.IOException;
import java.util.Optional;

/** Prints results as JSON or YAML. */
final class RecordSink implements ReportSink {

  /** How results are put together. */
  enum Layout {
    /** The report of the one machine; nothing where it failed. */
    SINGLE,
    /** A list of items. */
    ARRAY,
    /** An item on each line, out at once. */
    LINES
  }

  private final Streams streams;
  private final ReportFormat format;
  private final Layout layout;
  private final FieldSelection fields;
  private final JsonGenerator out;
  private final ReportWriter writer;
  private boolean written;

  RecordSink(Streams streams, ReportFormat format, Layout layout, FieldSelection fields)
      throws IOException {
    this.streams = streams;
    this.format = format;
    this.layout = layout;
    this.fields = fields;
    this.out = format.generator(streams.out());
    this.writer = new ReportWriter(out);
    if (layout == Layout.ARRAY) {
      out.writeStartArray();
      written = true;
    }
  }

  @Override
  public void accept(String path, InspectResult result) throws IOException {
    if (layout == Layout.SINGLE) {
      if (result instanceof InspectResult.Success success) {
        write(success);
        written = true;
      }
      return;
    }
    item(path, result);
    if (layout == Layout.LINES) {
      out.writeRaw('\n');
      out.flush();
    }
  }

  private void write(InspectResult.Success success) throws IOException {
    Optional<byte[]> json = success.json();
    if (format == ReportFormat.JSON && fields == FieldSelection.ALL && json.isPresent()) {
      streams.out().write(json.get());
    } else {
      writer.write(success.inspection(), fields);
    }
  }

  private void item(String path, InspectResult result) throws IOException {
    if (result instanceof InspectResult.Success success) {
      writer.writeItem(path, success.inspection(), fields);
    } else if (result instanceof InspectResult.Failure failure) {
      ImageException error = failure.error();
      writer.writeFailedItem(path, error.kind(), String.valueOf(error.getMessage()));
    }
  }

  @Override
  public void close() throws IOException {
    if (layout == Layout.ARRAY) {
      out.writeEndArray();
    }
    out.close();
    if (written) {
      OutputOption.endOfDocument(format, streams);
    }
  }
}
