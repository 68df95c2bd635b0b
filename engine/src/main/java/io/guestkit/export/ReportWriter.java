package io.guestkit.export;

import com.fasterxml.jackson.core.JsonGenerator;
import io.guestkit.report.Inspection;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes records of a report into a generator: each component under its name in snake_case, in
 * order, the undetermined ones as null. Not thread-safe.
 */
public final class ReportWriter {
  private final JsonGenerator out;
  private final Map<Class<?>, RecordShape> shapes = new HashMap<>();

  /** Makes a writer into a generator, which stays the caller's. */
  public ReportWriter(JsonGenerator out) {
    this.out = out;
  }

  /** Writes a record. */
  public void write(Record record) throws IOException {
    write(record, FieldSelection.ALL);
  }

  /** Writes the selected fields of a record. */
  public void write(Record record, FieldSelection selection) throws IOException {
    RecordShape shape = shapes.get(record.getClass());
    if (shape == null) {
      shape = RecordShape.of(record.getClass());
      shapes.put(record.getClass(), shape);
    }
    out.writeStartObject();
    for (RecordShape.Part part : shape.parts()) {
      if (selection.includes(part.name())) {
        out.writeFieldName(part.key());
        value(part.of(record), selection.below(part.name()));
      }
    }
    out.writeEndObject();
  }

  /** Writes the report of one machine of several: {@code {"path", "inspection"}}. */
  public void writeItem(String path, Inspection inspection, FieldSelection selection)
      throws IOException {
    out.writeStartObject();
    out.writeStringField("path", DisplayText.encodable(path));
    out.writeFieldName("inspection");
    write(inspection, selection);
    out.writeEndObject();
  }

  /**
   * Writes why one machine of several could not be read: {@code {"path", "error"}}.
   *
   * @param kind the kind of problem, such as {@code corrupt}
   */
  public void writeFailedItem(String path, String kind, String message) throws IOException {
    out.writeStartObject();
    out.writeStringField("path", DisplayText.encodable(path));
    out.writeObjectFieldStart("error");
    out.writeStringField("kind", kind);
    out.writeStringField("message", DisplayText.encodable(message));
    out.writeEndObject();
    out.writeEndObject();
  }

  // A pattern switch is linked at run time, which costs start-up time.
  @SuppressWarnings("IfChainToSwitch")
  private void value(@Nullable Object value, FieldSelection selection) throws IOException {
    if (value == null) {
      out.writeNull();
    } else if (value instanceof String text) {
      out.writeString(DisplayText.encodable(text));
    } else if (value instanceof Long number) {
      out.writeNumber(number);
    } else if (value instanceof Integer number) {
      out.writeNumber(number);
    } else if (value instanceof Boolean flag) {
      out.writeBoolean(flag);
    } else if (value instanceof List<?> list) {
      out.writeStartArray();
      for (Object element : list) {
        value(element, selection);
      }
      out.writeEndArray();
    } else if (value instanceof Record record) {
      write(record, selection);
    } else if (value instanceof Instant instant) {
      out.writeString(Instants.format(instant));
    } else if (value instanceof Double number) {
      out.writeNumber(number);
    } else {
      throw new IllegalStateException("no report holds a " + value.getClass().getName());
    }
  }
}
