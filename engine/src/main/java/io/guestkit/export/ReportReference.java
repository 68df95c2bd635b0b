package io.guestkit.export;

import io.guestkit.report.FileChange;
import io.guestkit.report.FileInfo;
import io.guestkit.report.FileUsage;
import io.guestkit.report.Inspection;
import java.util.Locale;

/** The reference of a report's fields as Markdown: a table for each record. */
public final class ReportReference {
  private ReportReference() {}

  /** Returns the reference, ending in a newline. */
  public static String markdown() {
    StringBuilder text = new StringBuilder(introduction());
    for (RecordModel model : RecordModel.tree(Inspection.class)) {
      section(text, model);
    }
    text.append(
        "\n`guestkit ls`, `stat`, `find`, `du` and `diff --files` show files of a guest as follows.\n");
    section(text, RecordModel.of(FileInfo.class));
    section(text, RecordModel.of(FileUsage.class));
    section(text, RecordModel.of(FileChange.class));
    return text.toString();
  }

  private static String introduction() {
    return """
    # The report

    <!-- Generated from the records of io.guestkit.report; a test fails when it is stale and says how to renew it. -->

    `guestkit inspect --output json` and every other surface show this one structure, schema version %d.
    Every key is always present: what is undetermined is `null`, a list is never `null`.
    Sizes are in bytes, instants are RFC 3339 in UTC, devices are named as libguestfs names them.
    A name that is not UTF-8 is shown with each such byte as `\\xNN`.
    The JSON Schema is in [inspection.schema.json](inspection.schema.json); `guestkit schema` prints it.
    """
        .formatted(Inspection.SCHEMA_VERSION);
  }

  private static void section(StringBuilder text, RecordModel model) {
    text.append("\n## ").append(model.type().getSimpleName()).append("\n\n");
    text.append("| Field | Type | Meaning | Since |\n|---|---|---|---|\n");
    for (RecordModel.Field field : model.fields()) {
      text.append("| `").append(field.name()).append("` | ");
      type(text, field);
      text.append(" | ").append(meaning(field).replace("|", "\\|"));
      text.append(" | ").append(field.component().since()).append(" |\n");
    }
  }

  private static void type(StringBuilder text, RecordModel.Field field) {
    if (field.isList()) {
      text.append("list of ");
    }
    if (field.kind() == RecordModel.Kind.RECORD) {
      String name = field.elementType().getSimpleName();
      text.append('[').append(name).append("](#").append(name.toLowerCase(Locale.ROOT)).append(')');
    } else {
      text.append(field.kind().name().toLowerCase(Locale.ROOT));
    }
    if (field.isNullable()) {
      text.append(" or null");
    }
  }

  private static String meaning(RecordModel.Field field) {
    return field.description()
        + (field.component().isVolatile() ? " Changes though the image does not." : "")
        + (field.component().isSensitive() ? " Not for everybody to see." : "");
  }
}
