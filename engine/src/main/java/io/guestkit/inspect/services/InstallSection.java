package io.guestkit.inspect.services;

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
    UnitText.read(bytes, "Install", (key, value) -> assign(key, words(value)));
  }

  private static Set<String> words(String value) {
    Set<String> words = new HashSet<>();
    int start = 0;
    for (int i = 0; i <= value.length(); i++) {
      if (i == value.length() || value.charAt(i) <= ' ') {
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
