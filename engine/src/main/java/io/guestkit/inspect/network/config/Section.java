package io.guestkit.inspect.network.config;

import java.util.ArrayList;
import java.util.List;

/**
 * A section of an {@link IniFile}, its assignments in their order.
 *
 * @param name without brackets
 */
public record Section(String name, List<String> keys, List<String> values) {
  Section(String name) {
    this(name, new ArrayList<>(), new ArrayList<>());
  }

  void add(String key, String value) {
    keys.add(key);
    values.add(value);
  }

  /** Returns the value that was assigned last, or empty text. */
  public String last(String key) {
    int index = keys.lastIndexOf(key);
    return index < 0 ? "" : values.get(index);
  }

  /** Adds the values of a key to those that are there; an empty one takes away all before it. */
  public void collect(String key, List<String> collected) {
    for (int i = 0; i < keys.size(); i++) {
      if (keys.get(i).equals(key)) {
        if (values.get(i).isEmpty()) {
          collected.clear();
        } else {
          collected.add(values.get(i));
        }
      }
    }
  }
}
