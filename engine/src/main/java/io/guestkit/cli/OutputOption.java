package io.guestkit.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.guestkit.export.ReportFormat;
import io.guestkit.export.ReportWriter;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** The option {@code --output}. */
final class OutputOption {
  static final String TEXT = "text";
  static final String JSONL = "jsonl";
  static final String VIRT_INSPECTOR_XML = "virt-inspector-xml";

  private OutputOption() {}

  static Option of(String... choices) {
    return Option.choice(
        "--output",
        "FORMAT",
        List.of(choices),
        "How to print: " + String.join(", ", choices) + "; " + choices[0] + " by default.");
  }

  /** Returns the format of a name other than text. */
  static ReportFormat format(String name) {
    return ReportFormat.valueOf(name.toUpperCase(Locale.ROOT));
  }

  /** Prints one record, ending in a newline. */
  static void print(Record record, String format, Streams streams) throws IOException {
    ReportFormat reportFormat = format(format);
    try (JsonGenerator generator = reportFormat.generator(streams.out())) {
      new ReportWriter(generator).write(record);
    }
    endOfDocument(reportFormat, streams);
  }

  /** Prints records as a list, ending in a newline. */
  static void printList(List<? extends Record> records, String format, Streams streams)
      throws IOException {
    ReportFormat reportFormat = format(format);
    try (JsonGenerator generator = reportFormat.generator(streams.out())) {
      ReportWriter writer = new ReportWriter(generator);
      generator.writeStartArray();
      for (Record record : records) {
        writer.write(record);
      }
      generator.writeEndArray();
    }
    endOfDocument(reportFormat, streams);
  }

  /** Ends the last line: YAML's generator does so itself. */
  static void endOfDocument(ReportFormat format, Streams streams) throws IOException {
    if (format != ReportFormat.YAML) {
      streams.out().write('\n');
    }
  }
}
