package io.guestkit.ansible;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import io.guestkit.export.RecordModel;
import io.guestkit.report.Inspection;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;

/**
 * The documentation that ansible-doc shows of a module: its arguments from its argument
 * specification, what it returns from the records of the report.
 */
final class ModuleDocs {
  private final JsonGenerator out;

  private ModuleDocs(JsonGenerator out) {
    this.out = out;
  }

  /**
   * Returns the documentation of inspection_info as YAML.
   *
   * @param examples tasks, as YAML
   */
  static String ofInspectionInfo(String examples) throws IOException {
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
      new ModuleDocs(out).write(examples);
    }
    return text.toString();
  }

  private void write(String examples) throws IOException {
    out.writeStartObject();
    out.writeObjectFieldStart("DOCUMENTATION");
    documentation();
    out.writeEndObject();
    out.writeStringField("EXAMPLES", examples);
    out.writeObjectFieldStart("RETURN");
    returned();
    out.writeEndObject();
    out.writeEndObject();
  }

  private void documentation() throws IOException {
    out.writeStringField("module", "inspection_info");
    out.writeStringField("short_description", "What is inside of virtual machine disks");
    out.writeStringField("version_added", "0.1.0");
    texts(
        "description",
        List.of(
            "Reads the images of virtual machine disks and reports what is inside: partitions,"
                + " filesystems, operating systems, packages, users, services and more.",
            "Reads the images in its own process: without root, mounts, kernel drivers or"
                + " libguestfs. Images are never written to.",
            "The target needs no Python for this module. It needs the GuestKit engine, which the"
                + " role C(guestkit.guestkit.engine) installs."));
    texts("author", List.of("The GuestKit authors (@guestkit)"));
    out.writeObjectFieldStart("options");
    for (Argument argument : new InspectionInfo().spec().arguments()) {
      option(argument);
    }
    out.writeEndObject();
    out.writeObjectFieldStart("attributes");
    attribute("check_mode", "Can run in check_mode and return changed status without modifying.");
    attribute("async", "Can run in the background.");
    out.writeEndObject();
    texts(
        "requirements",
        List.of(
            "The GuestKit engine on the target: the variable GUESTKIT_ANSIBLE of the task's"
                + " environment names its program guestkit-ansible, or it is on PATH, or below"
                + " /opt/guestkit."));
    texts(
        "notes",
        List.of(
            "I(path) and I(paths) are mutually exclusive, and one of them is required.",
            "What could not be read of an image is in its report, in C(problems); the task does"
                + " not fail for it.",
            "A name that is not UTF-8 is reported with each such byte as C(\\xNN)."));
  }

  private void option(Argument argument) throws IOException {
    out.writeObjectFieldStart(argument.name());
    texts("description", argument.description());
    out.writeStringField("type", argument.type().label());
    if (argument.elements() != null) {
      out.writeStringField("elements", argument.elements().label());
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

  private void attribute(String name, String description) throws IOException {
    out.writeObjectFieldStart(name);
    out.writeStringField("description", description);
    out.writeStringField("support", "full");
    out.writeEndObject();
  }

  private void returned() throws IOException {
    entry(
        "inspection",
        "What is inside of the machine at I(path), or the I(fields) of it: what C(guestkit inspect"
            + " --output json) prints. Every key is always there; what is undetermined is null.",
        "when I(path) is given and the image could be opened",
        "dict");
    contains(Inspection.class);
    out.writeEndObject();
    entry(
        "inspections",
        "An item for each of I(paths), in their order.",
        "when I(paths) is given",
        "list");
    out.writeStringField("elements", "dict");
    out.writeObjectFieldStart("contains");
    entry("path", "The path.", "always", "str");
    out.writeEndObject();
    entry("inspection", "The report, as above.", "when the image could be opened", "dict");
    out.writeEndObject();
    entry("error", "Why there is no report.", "when the image could not be opened", "dict");
    out.writeObjectFieldStart("contains");
    entry("kind", KINDS, "always", "str");
    out.writeEndObject();
    entry("message", "One sentence that says what and why.", "always", "str");
    out.writeEndObject();
    out.writeEndObject();
    out.writeEndObject();
    out.writeEndObject();
    out.writeEndObject();
    entry("kind", KINDS, "when I(path) is given and the image could not be opened", "str");
    out.writeEndObject();
    entry(
        "engine_missing",
        "Whether the task failed because the engine was not found on the target.",
        "when it was not found",
        "bool");
    out.writeEndObject();
  }

  private static final String KINDS =
      "Kind of problem: corrupt, unsupported, locked, missing, limit, refused, unreadable.";

  private void contains(Class<? extends Record> type) throws IOException {
    out.writeObjectFieldStart("contains");
    for (RecordModel.Field field : RecordModel.of(type).fields()) {
      out.writeObjectFieldStart(field.name());
      out.writeStringField(
          "description",
          field.description() + (field.isNullable() ? " Null where it is undetermined." : ""));
      String name = typeName(field.kind());
      out.writeStringField("type", field.isList() ? "list" : name);
      if (field.isList()) {
        out.writeStringField("elements", name);
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

  /** Starts an entry, which the caller ends. */
  private void entry(String name, String description, String returned, String type)
      throws IOException {
    out.writeObjectFieldStart(name);
    out.writeStringField("description", description);
    out.writeStringField("returned", returned);
    out.writeStringField("type", type);
  }

  private void texts(String name, List<String> texts) throws IOException {
    out.writeArrayFieldStart(name);
    for (String text : texts) {
      out.writeString(text);
    }
    out.writeEndArray();
  }
}
