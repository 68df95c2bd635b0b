package io.guestkit.terraform.function;

import io.guestkit.export.DisplayText;
import io.guestkit.export.RecordModel;
import io.guestkit.report.OsRelease;
import io.guestkit.terraform.tfplugin6.Function;
import io.guestkit.terraform.value.RecordAttributes;
import io.guestkit.terraform.value.StateWriter;
import io.guestkit.version.Assignments;
import io.guestkit.version.OsReleaseFile;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Reads the text of a file os-release(5): what a report has of it, and every assignment. */
final class ParseOsRelease implements ProviderFunction {
  private static final String ASSIGNMENTS = "assignments";

  private static List<RecordModel.Field> fields() {
    return RecordModel.of(OsRelease.class).fields();
  }

  @Override
  public String name() {
    return "parse_os_release";
  }

  @Override
  public Function signature() {
    StringBuilder names = new StringBuilder();
    StringBuilder type = new StringBuilder("[\"object\",{");
    for (RecordModel.Field field : fields()) {
      names.append('`').append(field.name()).append("`, ");
      type.append('"').append(field.name()).append("\":");
      type.append(field.isList() ? "[\"list\",\"string\"]" : Signature.STRING).append(',');
    }
    type.append('"').append(ASSIGNMENTS).append("\":[\"map\",\"string\"]}]");
    return Signature.of(
        "Reads the text of a file os-release",
        "Returns the values that os-release(5) describes, null where the text has none: "
            + names
            + "and `assignments`, the value of every variable by its name.",
        type.toString(),
        Signature.text("text", "What the file holds."));
  }

  @Override
  public void call(List<String> arguments, StateWriter out) throws IOException {
    String text = arguments.getFirst();
    OsRelease release = OsReleaseFile.parse(text);
    RecordAttributes values = RecordAttributes.of(OsRelease.class);
    out.object(values.count() + 1);
    values.write(release, out);
    out.text(ASSIGNMENTS);
    Map<String, String> assignments = Assignments.parse(text);
    out.object(assignments.size());
    for (Map.Entry<String, String> assignment : assignments.entrySet()) {
      out.text(DisplayText.encodable(assignment.getKey()));
      out.text(DisplayText.encodable(assignment.getValue()));
    }
  }
}
