package io.guestkit.export;

import com.fasterxml.jackson.core.JsonGenerator;
import io.guestkit.report.Inspection;
import io.guestkit.report.Unit;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * The JSON Schema (draft 2020-12) of a report. Every key is required; keys that the schema does not
 * name are allowed, for later versions add some.
 */
public final class ReportSchema {
  private static final String DRAFT = "https://json-schema.org/draft/2020-12/schema";

  private final JsonGenerator out;

  private ReportSchema(JsonGenerator out) {
    this.out = out;
  }

  /** Returns the schema of {@link Inspection}, ending in a newline. */
  public static String text() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator out = ReportFormat.JSON.generator(bytes)) {
      new ReportSchema(out).write(RecordModel.tree(Inspection.class));
    } catch (IOException e) {
      throw new UncheckedIOException(e); // memory does not fail
    }
    return bytes.toString(StandardCharsets.UTF_8) + "\n";
  }

  private void write(List<RecordModel> models) throws IOException {
    out.writeStartObject();
    out.writeStringField("$schema", DRAFT);
    out.writeStringField("title", "Inspection");
    out.writeStringField("description", "What is inside a machine: the report of GuestKit.");
    out.writeNumberField("x-schema-version", Inspection.SCHEMA_VERSION);
    object(models.getFirst());
    out.writeObjectFieldStart("$defs");
    for (RecordModel model : models.subList(1, models.size())) {
      out.writeObjectFieldStart(model.type().getSimpleName());
      object(model);
      out.writeEndObject();
    }
    out.writeEndObject();
    out.writeEndObject();
  }

  private void object(RecordModel model) throws IOException {
    out.writeStringField("type", "object");
    out.writeObjectFieldStart("properties");
    for (RecordModel.Field field : model.fields()) {
      out.writeObjectFieldStart(field.name());
      property(field);
      out.writeEndObject();
    }
    out.writeEndObject();
    out.writeArrayFieldStart("required");
    for (RecordModel.Field field : model.fields()) {
      out.writeString(field.name());
    }
    out.writeEndArray();
  }

  private void property(RecordModel.Field field) throws IOException {
    out.writeStringField("description", field.component().value());
    if (field.isList()) {
      out.writeStringField("type", "array");
      out.writeObjectFieldStart("items");
      single(field);
      out.writeEndObject();
    } else {
      single(field);
    }
    if (field.component().unit() != Unit.NONE) {
      out.writeStringField("x-unit", field.component().unit().name().toLowerCase(Locale.ROOT));
    }
    out.writeStringField("x-since", field.component().since());
    if (field.component().isVolatile()) {
      out.writeBooleanField("x-volatile", true);
    }
    if (field.component().isSensitive()) {
      out.writeBooleanField("x-sensitive", true);
    }
  }

  private void single(RecordModel.Field field) throws IOException {
    if (field.kind() == RecordModel.Kind.RECORD) {
      reference(field);
      return;
    }
    if (field.isNullable()) {
      out.writeArrayFieldStart("type");
      out.writeString(type(field.kind()));
      out.writeString("null");
      out.writeEndArray();
    } else {
      out.writeStringField("type", type(field.kind()));
    }
    if (field.kind() == RecordModel.Kind.INSTANT) {
      out.writeStringField("format", "date-time");
    }
  }

  private void reference(RecordModel.Field field) throws IOException {
    String target = "#/$defs/" + field.elementType().getSimpleName();
    if (!field.isNullable()) {
      out.writeStringField("$ref", target);
      return;
    }
    out.writeArrayFieldStart("anyOf");
    out.writeStartObject();
    out.writeStringField("$ref", target);
    out.writeEndObject();
    out.writeStartObject();
    out.writeStringField("type", "null");
    out.writeEndObject();
    out.writeEndArray();
  }

  private static String type(RecordModel.Kind kind) {
    return switch (kind) {
      case BOOLEAN -> "boolean";
      case INTEGER -> "integer";
      case NUMBER -> "number";
      case TEXT, INSTANT -> "string";
      case RECORD -> "object";
    };
  }
}
