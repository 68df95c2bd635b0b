package io.guestkit.inspect.network.ifupdown;

import java.util.ArrayList;
import java.util.List;

/**
 * A stanza iface of interfaces(5).
 *
 * @param name interface, or a template
 * @param family inet, inet6 or empty
 * @param method static, dhcp and so on, or empty
 * @param inherits names of interfaces whose options this one has too
 * @param path file that it is in
 * @param keys options, hyphens in place of underscores
 * @param values their values
 */
record Stanza(
    String name,
    String family,
    String method,
    List<String> inherits,
    String path,
    List<String> keys,
    List<String> values) {

  /** 1024: an interface has a dozen options, and some addresses; bounds what is inherited. */
  private static final int MAX_OPTIONS = 1024;

  /** Returns the stanza of a line's words. */
  static Stanza of(List<String> words, String path) {
    String family = "";
    String method = "";
    List<String> inherits = new ArrayList<>();
    for (int i = 2; i < words.size(); i++) {
      String word = words.get(i);
      if (word.equals("inherits") && i + 1 < words.size()) {
        i++;
        inherits.add(words.get(i));
      } else if (word.equals("inet") || word.equals("inet6") || word.equals("can")) {
        family = word;
      } else {
        method = word;
      }
    }
    return new Stanza(
        words.get(1), family, method, inherits, path, new ArrayList<>(), new ArrayList<>());
  }

  /** Adds an option; returns whether there was room. */
  boolean add(String key, String value) {
    if (keys.size() == MAX_OPTIONS) {
      return false;
    }
    keys.add(key);
    values.add(value);
    return true;
  }

  /** Returns the value of an option, the last of several, or empty text. */
  String value(String key) {
    int index = keys.lastIndexOf(key);
    return index < 0 ? "" : values.get(index);
  }

  /** Returns the values of an option. */
  List<String> values(String key) {
    List<String> found = new ArrayList<>();
    for (int i = 0; i < keys.size(); i++) {
      if (keys.get(i).equals(key)) {
        found.add(values.get(i));
      }
    }
    return found;
  }

  /** Returns this stanza with what another one has and this one lacks. */
  Stanza with(Stanza other) {
    Stanza both =
        new Stanza(
            name,
            family.isEmpty() ? other.family : family,
            method.isEmpty() ? other.method : method,
            inherits,
            path,
            new ArrayList<>(keys),
            new ArrayList<>(values));
    for (int i = 0; i < other.keys.size(); i++) {
      if (!keys.contains(other.keys.get(i))) {
        both.add(other.keys.get(i), other.values.get(i));
      }
    }
    return both;
  }
}
