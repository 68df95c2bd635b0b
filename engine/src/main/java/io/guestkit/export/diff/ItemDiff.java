package io.guestkit.export.diff;

import io.guestkit.report.FactChange;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Compares the items of one list of facts. Items of one name, such as the versions of one package
 * that are installed beside each other, are matched where all their fields are equal, then where
 * what tells them apart is; what is left was added or removed.
 */
final class ItemDiff {
  private final String fact;
  private final @Nullable String system;
  private final ItemKey key;
  private final List<FactChange> changes;

  ItemDiff(String fact, @Nullable String system, ItemKey key, List<FactChange> changes) {
    this.fact = fact;
    this.system = system;
    this.key = key;
    this.changes = changes;
  }

  /** The items of one name. */
  private record Group(List<Map<String, String>> before, List<Map<String, String>> after) {
    boolean isSingle() {
      return before.size() <= 1 && after.size() <= 1;
    }
  }

  /** Adds what changed, by the names of the items. */
  void run(List<Map<String, String>> before, List<Map<String, String>> after) {
    Map<String, Group> groups = new TreeMap<>();
    for (Map<String, String> item : before) {
      group(groups, item).before.add(item);
    }
    for (Map<String, String> item : after) {
      group(groups, item).after.add(item);
    }
    groups.forEach((name, group) -> {
      if (group.isSingle()) {
        single(name, group);
      } else {
        several(name, group);
      }
    });
  }

  private Group group(Map<String, Group> groups, Map<String, String> item) {
    return groups.computeIfAbsent(
        key.name(item), name -> new Group(new ArrayList<>(), new ArrayList<>()));
  }

  private void single(String name, Group group) {
    Map<String, String> before = group.before.isEmpty() ? Map.of() : group.before.getFirst();
    Map<String, String> after = group.after.isEmpty() ? Map.of() : group.after.getFirst();
    add(name, before, after);
  }

  private void several(String name, Group group) {
    match(group, item -> item, (before, after) -> {});
    if (!key.telling().isEmpty()) {
      match(group, key::tellingPart, (before, after) -> add(told(name, before), before, after));
    }
    for (Map<String, String> gone : group.before) {
      add(told(name, gone), gone, Map.of());
    }
    for (Map<String, String> come : group.after) {
      add(told(name, come), Map.of(), come);
    }
  }

  /** What is done with two items that match. */
  private interface Matched {
    void accept(Map<String, String> before, Map<String, String> after);
  }

  /** Takes the items out of a group that are equal by something. */
  private static <T> void match(Group group, Function<Map<String, String>, T> by, Matched matched) {
    Map<T, Deque<Map<String, String>>> waiting = new HashMap<>();
    for (Map<String, String> item : group.after) {
      waiting.computeIfAbsent(by.apply(item), value -> new ArrayDeque<>()).add(item);
    }
    List<Map<String, String>> before = new ArrayList<>();
    for (Map<String, String> item : group.before) {
      @Nullable Deque<Map<String, String>> equal = waiting.get(by.apply(item));
      if (equal == null || equal.isEmpty()) {
        before.add(item);
      } else {
        matched.accept(item, equal.remove());
      }
    }
    group.before.clear();
    group.before.addAll(before);
    List<Map<String, String>> after = new ArrayList<>();
    for (Map<String, String> item : group.after) {
      Deque<Map<String, String>> left = waiting.getOrDefault(by.apply(item), new ArrayDeque<>());
      if (!left.isEmpty()) {
        after.add(left.remove());
      }
    }
    group.after.clear();
    group.after.addAll(after);
  }

  private String told(String name, Map<String, String> item) {
    String telling = key.tellingPart(item);
    return telling.isEmpty() ? name : name + " " + telling;
  }

  private void add(String item, Map<String, String> before, Map<String, String> after) {
    var fields = FieldValues.differences(before, after);
    if (!fields.isEmpty()) {
      String change = before.isEmpty() ? "added" : after.isEmpty() ? "removed" : "changed";
      changes.add(new FactChange(fact, change, system, item, fields));
    }
  }
}
