package io.guestkit.ansible.docs;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import io.guestkit.ansible.argument.Argument;
import io.guestkit.ansible.argument.ArgumentType;
import io.guestkit.ansible.argument.PythonText;
import io.guestkit.ansible.task.Json;
import io.guestkit.export.RecordModel;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes YAML as ansible-doc reads it: options from arguments, returned values from records. */
public final class YamlDocs {
  private final JsonGenerator out;

  private YamlDocs(JsonGenerator out) {
    this.out = out;
  }

  /** What is written. */
  @FunctionalInterface
  public interface Content {
    void write(YamlDocs docs) throws IOException;
  }

  /** Returns a file with one object. */
  public static String file(Content content) throws IOException {
    StringWriter text = new StringWriter();
    text.append("---\n# Generated from the Java sources; a test fails when this is stale.\n");
    YAMLFactory factory =
        YAMLFactory.builder()
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
            .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
            .enable(YAMLGenerator.Feature.LITERAL_BLOCK_STYLE)
            .enable(YAMLGenerator.Feature.INDENT_ARRAYS_WITH_INDICATOR)
            .build();
    try (JsonGenerator out = factory.createGenerator(text)) {
      out.writeStartObject();
      content.write(new YamlDocs(out));
      out.writeEndObject();
    }
    return text.toString();
  }

  /** Writes an object. */
  public void object(String name, Content content) throws IOException {
    out.writeObjectFieldStart(name);
    content.write(this);
    out.writeEndObject();
  }

  /** Writes a text. */
  public void text(String name, String text) throws IOException {
    out.writeStringField(name, text);
  }

  /** Writes a list of texts. */
  public void texts(String name, List<String> texts) throws IOException {
    out.writeArrayFieldStart(name);
    for (String text : texts) {
      out.writeString(text);
    }
    out.writeEndArray();
  }

  /** Writes an option. */
  public void option(Argument argument) throws IOException {
    out.writeObjectFieldStart(argument.name());
    texts("description", argument.description());
    text("type", argument.type().label());
    @Nullable ArgumentType elements = argument.elements();
    if (elements != null) {
      text("elements", elements.label());
    }
    if (argument.isRequired()) {
      out.writeBooleanField("required", true);
    }
    if (argument.defaultValue() instanceof List<?> list) {
      texts("default", list.stream().map(PythonText::str).toList());
    } else if (argument.defaultValue() != null) {
      out.writeFieldName("default");
      Json.write(out, argument.defaultValue());
    }
    if (!argument.choices().isEmpty()) {
      texts("choices", argument.choices());
    }
    if (!argument.aliases().isEmpty()) {
      texts("aliases", argument.aliases());
    }
    out.writeEndObject();
  }

  /**
   * Writes a returned value.
   *
   * @param type its type; of a list LIST_OF and the type of its elements
   * @param more what it contains
   */
  public void value(String name, String description, String returned, String type, Content more)
      throws IOException {
    object(
        name,
        docs -> {
          docs.text("description", description);
          docs.text("returned", returned);
          docs.text("type", type.startsWith(LIST_OF) ? "list" : type);
          if (type.startsWith(LIST_OF)) {
            docs.text("elements", type.substring(LIST_OF.length()));
          }
          more.write(docs);
        });
  }

  /** Writes a returned value that contains no others. */
  public void value(String name, String description, String returned, String type)
      throws IOException {
    value(name, description, returned, type, docs -> {});
  }

  /** Start of the type of a list. */
  public static final String LIST_OF = "list of ";

  /** Writes the components of a record as what a value contains. */
  public void contains(Class<? extends Record> type) throws IOException {
    out.writeObjectFieldStart("contains");
    for (RecordModel.Field field : RecordModel.of(type).fields()) {
      out.writeObjectFieldStart(field.name());
      text(
          "description",
          field.description() + (field.isNullable() ? " Null where it is undetermined." : ""));
      String name = typeName(field.kind());
      text("type", field.isList() ? "list" : name);
      if (field.isList()) {
        text("elements", name);
      }
      if (field.kind() == RecordModel.Kind.RECORD) {
        contains(field.recordType());
      }
      out.writeEndObject();
    }
    out.writeEndObject();
  }

  private static String typeName(RecordModel.Kind kind) {
    return switch (kind) {
      case BOOLEAN -> "bool";
      case INTEGER -> "int";
      case NUMBER -> "float";
      case TEXT, INSTANT -> "str";
      case RECORD -> "dict";
    };
  }
}
