package io.guestkit.terraform.docs;

import java.util.List;

/**
 * Writes the section of a page that describes a schema, in the form of HashiCorp's tfplugindocs:
 * what is required, optional and read, and for whatever has names below it a section of its own.
 */
final class SchemaSection {
  private final StringBuilder out = new StringBuilder();

  private SchemaSection() {}

  /** Returns the section of a block. */
  static String of(List<Entry> entries) {
    SchemaSection section = new SchemaSection();
    section.out.append("## Schema\n");
    section.groups(entries, "### %s", "");
    section.nested(entries, "");
    return section.out.toString();
  }

  /** Returns the list of what an object has, and the sections of what is below. */
  static String ofObject(List<Entry> entries) {
    SchemaSection section = new SchemaSection();
    entries.forEach(entry -> section.line(entry, ""));
    section.nested(entries, "");
    return section.out.toString();
  }

  private void groups(List<Entry> entries, String heading, String path) {
    for (Need need : Need.values()) {
      List<Entry> group = entries.stream().filter(entry -> entry.need() == need).toList();
      if (!group.isEmpty()) {
        out.append('\n').append(heading.formatted(need.title())).append("\n\n");
        group.forEach(entry -> line(entry, path));
      }
    }
  }

  private void line(Entry entry, String path) {
    out.append("- `").append(entry.name()).append("` (").append(entry.label()).append(')');
    if (!entry.description().isEmpty()) {
      out.append(' ').append(entry.description());
    }
    if (!entry.below().isEmpty()) {
      out.append(" (see [below for nested schema](#").append(anchor(entry, path)).append("))");
    }
    out.append('\n');
  }

  private static String anchor(Entry entry, String path) {
    return entry.anchor() + "--" + (path + entry.name()).replace(".", "--");
  }

  private void nested(List<Entry> entries, String path) {
    for (Entry entry : entries) {
      if (!entry.below().isEmpty()) {
        String name = path + entry.name();
        out.append("\n<a id=\"").append(anchor(entry, path)).append("\"></a>\n");
        out.append("### Nested Schema for `").append(name).append("`\n");
        groups(entry.below(), "%s:", name + ".");
        nested(entry.below(), name + ".");
      }
    }
  }
}
