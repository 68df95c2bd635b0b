package io.guestkit.inspect.network.netplan;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A node of a document: a text, a list or a mapping; the others of the three are empty.
 *
 * @param text of a scalar, as written, quotes left out; null is empty
 * @param items of a sequence
 * @param fields of a mapping
 */
record YamlNode(String text, List<YamlNode> items, Map<String, YamlNode> fields) {
  static final YamlNode EMPTY = new YamlNode("", List.of(), Map.of());

  static YamlNode scalar(String text) {
    return new YamlNode(text, List.of(), Map.of());
  }

  static YamlNode sequence() {
    return new YamlNode("", new ArrayList<>(), Map.of());
  }

  static YamlNode mapping() {
    return new YamlNode("", List.of(), new LinkedHashMap<>());
  }

  /** Returns what a mapping has under a name, or the empty node. */
  YamlNode field(String name) {
    return fields.getOrDefault(name, EMPTY);
  }
}
