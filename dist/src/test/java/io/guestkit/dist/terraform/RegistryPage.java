package io.guestkit.dist.terraform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a page of the registry tells of a schema, read from its text alone.
 *
 * @param text the page
 */
record RegistryPage(String text) {
  private static final Pattern SECTION = Pattern.compile("### Nested Schema for `([^`]*)`");
  private static final Pattern GROUP = Pattern.compile("(?:### )?(Required|Optional|Read-Only):?");
  private static final Pattern ENTRY =
      Pattern.compile(
          "(?:-|[0-9]+\\.) `([^`]*)` \\(([^)]*)\\) ?(.*?)(?: ?\\(see \\[below for nested schema\\].*)?");

  /**
   * An attribute, argument or block.
   *
   * @param need Required, Optional or Read-Only; empty in a function
   * @param label type and traits
   * @param description empty where there is none
   */
  record Row(String need, String label, String description) {}

  static RegistryPage read(Path file) throws IOException {
    return new RegistryPage(Files.readString(file));
  }

  /** Returns what stands below a heading, up to the next one of its level. */
  String below(String heading) {
    int start = text.indexOf("\n" + heading + "\n");
    if (start < 0) {
      return "";
    }
    int end = text.indexOf("\n## ", start + 1);
    return text.substring(start + heading.length() + 2, end < 0 ? text.length() : end);
  }

  /** Returns every row below a heading, by its path, such as {@code disks.image.format}. */
  Map<String, Row> rows(String heading) {
    Map<String, Row> rows = new TreeMap<>();
    String prefix = "";
    String need = "";
    for (String line : below(heading).lines().toList()) {
      Matcher section = SECTION.matcher(line);
      Matcher group = GROUP.matcher(line);
      Matcher entry = ENTRY.matcher(line);
      if (section.matches()) {
        prefix = section.group(1) + ".";
      } else if (group.matches()) {
        need = group.group(1);
      } else if (entry.matches()) {
        Row row = new Row(need, entry.group(2), entry.group(3));
        if (rows.put(prefix + entry.group(1), row) != null) {
          throw new IllegalStateException("twice: " + prefix + entry.group(1));
        }
      }
    }
    return rows;
  }
}
