package io.guestkit.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.guestkit.export.ReportFormat;
import io.guestkit.export.ReportWriter;
import java.io.Closeable;
import java.io.IOException;

/** A list of records that is printed as it comes: an array, or a line for each record. */
final class RecordStream implements Closeable {
  private final Streams streams;
  private final ReportFormat format;
  private final JsonGenerator generator;
  private final ReportWriter writer;

  /**
   * Starts a list.
   *
   * @param output a value of {@code --output} other than text
   */
  RecordStream(String output, Streams streams) throws IOException {
    this.streams = streams;
    this.format = OutputOption.format(output);
    this.generator = format.generator(streams.out());
    this.writer = new ReportWriter(generator);
    if (format != ReportFormat.JSONL) {
      generator.writeStartArray();
    }
  }

  void write(Record record) throws IOException {
    writer.write(record);
    if (format == ReportFormat.JSONL) {
      generator.writeRaw('\n');
    }
  }

  /** Ends the list. */
  @Override
  public void close() throws IOException {
    if (format == ReportFormat.JSONL) {
      generator.close();
      return;
    }
    generator.writeEndArray();
    generator.close();
    OutputOption.endOfDocument(format, streams);
  }
}
