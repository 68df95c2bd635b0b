package io.guestkit.inspect.services;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the sections [Install] of a unit file and its drop-ins say. Source: systemd.unit(5). */
final class InstallSection {
  private final Set<String> aliases = new HashSet<>();
  private @Nullable String defaultInstance;
  private boolean rules;
  private boolean also;

  /** Takes the text of one more file in. */
  void read(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    boolean install = false;
    int at = text.indexOf("[Install]");
    at = at < 0 ? text.length() : text.lastIndexOf('\n', at) + 1;
    while (at < text.length()) {
      int end = lineEnd(text, at);
      String line = text.substring(at, end).strip();
      at = end + 1;
      if (line.isEmpty() || line.charAt(0) == '#' || line.charAt(0) == ';') {
        continue;
      }
      if (line.charAt(0) == '[') {
        install = line.equals("[Install]");
      } else if (install) {
        int equals = line.indexOf('=');
        if (equals > 0) {
          assign(line.substring(0, equals).strip(), words(line.substring(equals + 1)));
        }
      }
    }
  }

  /** Returns the end of a line, those included that a backslash joins to it. */
  private static int lineEnd(String text, int from) {
    int end = text.indexOf('\n', from);
    while (end > from && text.charAt(end - 1) == '\\') {
      end = text.indexOf('\n', end + 1);
    }
    return end < 0 ? text.length() : end;
  }

  private static Set<String> words(String value) {
    Set<String> words = new HashSet<>();
    int start = 0;
    for (int i = 0; i <= value.length(); i++) {
      if (i == value.length() || value.charAt(i) <= ' ' || value.charAt(i) == '\\') {
        if (i > start) {
          words.add(value.substring(start, i));
        }
        start = i + 1;
      }
    }
    return words;
  }

  private void assign(String key, Set<String> words) {
    switch (key) {
      case "WantedBy", "RequiredBy", "UpheldBy" -> rules |= !words.isEmpty();
      case "Alias" -> aliases.addAll(words);
      case "Also" -> also |= !words.isEmpty();
      case "DefaultInstance" -> defaultInstance = words.isEmpty() ? null : words.iterator().next();
      default -> {}
    }
  }

  /** Returns whether enabling the unit would make a link for it. */
  boolean hasRules() {
    return rules || !aliases.isEmpty();
  }

  /** Returns whether enabling the unit would enable another one. */
  boolean hasAlso() {
    return also;
  }

  /** Returns whether enabling a unit makes a link of this name. */
  boolean makes(String unit, String link) {
    return link.equals(unit)
        || aliases.contains(link)
        || (defaultInstance != null
            && UnitName.isTemplate(unit)
            && link.equals(UnitName.instance(unit, defaultInstance)));
  }
}
