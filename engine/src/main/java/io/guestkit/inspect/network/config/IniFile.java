package io.guestkit.inspect.network.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Files of sections and assignments: of systemd and NetworkManager. Sections that are not asked for
 * are passed over, for there are keys and passwords in them. Sources: systemd.syntax(7); GLib's
 * Desktop Entry syntax.
 */
public final class IniFile {
  /** How lines are joined. */
  public enum Syntax {
    /** A backslash at the end of a line joins the next one, comments between them left out. */
    SYSTEMD,
    /** A line is an assignment; a backslash begins an escape. */
    KEYFILE
  }

  private final List<Section> sections = new ArrayList<>();

  /** Takes in the sections of these names that a text has. */
  public void read(String text, Syntax syntax, Set<String> names) {
    @Nullable Section section = null;
    StringBuilder joined = new StringBuilder();
    for (String line : ConfigText.lines(text)) {
      if (line.isEmpty() ? joined.isEmpty() : isComment(line)) {
        continue;
      }
      if (joined.isEmpty() && line.charAt(0) == '[') {
        section = section(line, names);
      } else if (syntax == Syntax.SYSTEMD && line.endsWith("\\")) {
        joined.append(line, 0, line.length() - 1).append(' ');
      } else if (section != null) {
        assign(section, joined.append(line).toString(), syntax);
        joined.setLength(0);
      } else {
        joined.setLength(0);
      }
    }
  }

  private static boolean isComment(String line) {
    return line.charAt(0) == '#' || line.charAt(0) == ';';
  }

  private @Nullable Section section(String line, Set<String> names) {
    int end = line.indexOf(']');
    String name = line.substring(1, end < 0 ? line.length() : end);
    if (!names.contains(name)) {
      return null;
    }
    Section section = new Section(name);
    sections.add(section);
    return section;
  }

  private static void assign(Section section, String line, Syntax syntax) {
    int equals = line.indexOf('=');
    if (equals > 0) {
      String value = line.substring(equals + 1).strip();
      section.add(
          line.substring(0, equals).strip(), syntax == Syntax.KEYFILE ? unescape(value) : value);
    }
  }

  private static String unescape(String value) {
    if (value.indexOf('\\') < 0) {
      return value;
    }
    StringBuilder text = new StringBuilder(value.length());
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '\\' && i + 1 < value.length()) {
        i++;
        char escaped = value.charAt(i);
        c = escaped == 's' ? ' ' : escaped == 't' ? '\t' : escaped == 'n' ? '\n' : escaped;
      }
      text.append(c);
    }
    return text.toString();
  }

  /** Returns the sections in their order. */
  public List<Section> sections() {
    return sections;
  }

  /** Returns the sections of a name in their order. */
  public List<Section> sections(String name) {
    List<Section> named = new ArrayList<>();
    for (Section section : sections) {
      if (section.name().equals(name)) {
        named.add(section);
      }
    }
    return named;
  }

  /** Returns the value of a key that was assigned last in sections of a name, or empty text. */
  public String last(String name, String key) {
    for (int i = sections.size() - 1; i >= 0; i--) {
      if (sections.get(i).name().equals(name) && sections.get(i).keys().contains(key)) {
        return sections.get(i).last(key);
      }
    }
    return "";
  }

  /** Returns the values of a key in sections of a name; an empty one takes away all before it. */
  public List<String> all(String name, String key) {
    List<String> values = new ArrayList<>();
    for (Section section : sections) {
      if (section.name().equals(name)) {
        section.collect(key, values);
      }
    }
    return values;
  }
}
