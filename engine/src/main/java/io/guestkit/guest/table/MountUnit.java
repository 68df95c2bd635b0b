package io.guestkit.guest.table;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Mount units of systemd, as lines of fstab. Source: systemd.mount(5), systemd.syntax(7). */
public final class MountUnit {
  private String section = "";
  private boolean conditional;
  private @Nullable String what;
  private @Nullable String where;
  private String type = "auto";
  private String options = "defaults";

  private MountUnit() {}

  /**
   * Returns what a unit mounts, or empty where it says nothing that systemd would mount: no device,
   * or another place than the one that its name is for.
   *
   * <p>What depends on a condition has the option {@code nofail}: the guest may be without it.
   *
   * @param path the place that its name is for
   * @param texts the unit and, after it, what is dropped in beside it
   */
  public static Optional<FstabLine> read(String path, List<String> texts) {
    MountUnit unit = new MountUnit();
    for (String text : texts) {
      unit.section = "";
      unit.lines(text);
    }
    if (unit.what == null || unit.where == null || !unit.where.equals(path)) {
      return Optional.empty();
    }
    String given = unit.conditional ? unit.options + ",nofail" : unit.options;
    List<String> options = List.of(given.split(",", -1));
    return Optional.of(new FstabLine(unit.what, path, unit.type, options, 0, 0));
  }

  /** A backslash at the end of a line is a blank, and the next line, comments aside, goes on. */
  private void lines(String text) {
    StringBuilder joined = new StringBuilder();
    int start = 0;
    while (start <= text.length()) {
      int end = text.indexOf('\n', start);
      end = end < 0 ? text.length() : end;
      String line = text.substring(start, end).strip();
      start = end + 1;
      boolean comment = line.startsWith("#") || line.startsWith(";");
      if (comment || (line.isEmpty() && joined.isEmpty())) {
        continue;
      }
      if (line.endsWith("\\") && start <= text.length()) {
        joined.append(line, 0, line.length() - 1).append(' ');
      } else {
        line(joined.append(line).toString().strip());
        joined.setLength(0);
      }
    }
  }

  private void line(String line) {
    if (line.startsWith("[")) {
      section = line;
      return;
    }
    int equals = line.indexOf('=');
    if (equals < 0 || !section.equals("[Mount]")) {
      conditional |= section.equals("[Unit]") && line.startsWith("Condition");
      return;
    }
    String value = line.substring(equals + 1).strip().replace("%%", "%");
    switch (line.substring(0, equals).strip()) {
      case "What" -> what = value.isEmpty() ? null : value;
      case "Where" -> where = value.isEmpty() ? null : simple(value);
      case "Type" -> type = value.isEmpty() ? "auto" : value;
      case "Options" -> options = value.isEmpty() ? "defaults" : value;
      default -> {}
    }
  }

  private static String simple(String path) {
    StringBuilder text = new StringBuilder(path.length());
    for (int i = 0; i < path.length(); i++) {
      boolean again = path.charAt(i) == '/' && i > 0 && path.charAt(i - 1) == '/';
      if (!again) {
        text.append(path.charAt(i));
      }
    }
    int length = text.length();
    return length > 1 && text.charAt(length - 1) == '/'
        ? text.substring(0, length - 1)
        : text.toString();
  }
}
