package io.guestkit.export;

import io.guestkit.report.FactChange;
import io.guestkit.report.FieldChange;
import io.guestkit.report.Inspection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What changed in the facts, for people: a heading for each fact, and a line for each change. */
public final class FactChangeText {
  /** 6: a line that is read; the records have all fields. */
  private static final int MAX_FIELDS = 6;

  /** 120 characters of a value: a screen's line. */
  private static final int MAX_VALUE = 120;

  /** The fields that say what was added or removed; of other facts the name does. */
  private static final Map<String, List<String>> TELLING =
      Map.of(
          "packages", List.of("epoch", "version", "release"),
          "users", List.of("uid", "home", "shell"),
          "groups", List.of("gid", "members"),
          "services", List.of("state"),
          "filesystems", List.of("type", "label", "size_bytes"),
          "volumes", List.of("type", "size_bytes"),
          "mountpoints", List.of("device"),
          "fstab", List.of("spec", "type", "options"),
          "network_interfaces", List.of("type", "cidr", "dhcp_ipv4", "dhcp_ipv6"),
          "scheduled_tasks", List.of("schedule", "user"));

  private final StringBuilder text = new StringBuilder();

  private FactChangeText() {}

  /** Returns the lines, grouped by system and fact in the order of the changes. */
  public static String of(List<FactChange> changes) {
    FactChangeText writer = new FactChangeText();
    writer.write(changes);
    return writer.text.toString();
  }

  /**
   * Returns what to say of a report with problems before it is compared: what could not be read of
   * one side looks as if it were not there. Empty where it has none.
   *
   * @param path what the user calls its machine
   */
  public static Optional<String> caution(String path, Inspection report) {
    int count = report.problems().size();
    return count == 0
        ? Optional.empty()
        : Optional.of(
            path
                + ": "
                + (count == 1 ? "1 problem" : count + " problems")
                + " in its report: what could not be read is compared as if it were not there");
  }

  /** A fact of a system, or of the machine. */
  private record Place(@Nullable String system, String fact) {}

  private void write(List<FactChange> changes) {
    Map<Place, Integer> added = new LinkedHashMap<>();
    Map<Place, Integer> removed = new LinkedHashMap<>();
    Map<Place, Integer> changed = new LinkedHashMap<>();
    Set<String> systems = new LinkedHashSet<>();
    for (FactChange change : changes) {
      Map<Place, Integer> counts =
          change.change().equals("added")
              ? added
              : change.change().equals("removed") ? removed : changed;
      counts.merge(place(change), 1, Integer::sum);
      if (change.system() != null) {
        systems.add(change.system());
      }
    }
    @Nullable Place last = null;
    for (FactChange change : changes) {
      Place place = place(change);
      if (!place.equals(last)) {
        heading(place, systems.size(), change.item() == null);
        counts(place, change, added, removed, changed);
        last = place;
      }
      line(change);
    }
  }

  private static Place place(FactChange change) {
    return new Place(change.system(), change.fact());
  }

  private void heading(Place place, int systems, boolean isSingle) {
    text.append(place.fact);
    if (systems > 1 && place.system != null) {
      text.append(" of ").append(DisplayText.show(place.system));
    }
    text.append(isSingle ? "" : ": ");
  }

  private void counts(
      Place place,
      FactChange change,
      Map<Place, Integer> added,
      Map<Place, Integer> removed,
      Map<Place, Integer> changed) {
    if (change.item() != null) {
      int start = text.length();
      count(start, added.get(place), "added");
      count(start, removed.get(place), "removed");
      count(start, changed.get(place), "changed");
    }
    text.append('\n');
  }

  private void count(int start, @Nullable Integer count, String what) {
    if (count != null) {
      text.append(text.length() == start ? "" : ", ").append(count).append(' ').append(what);
    }
  }

  private void line(FactChange change) {
    boolean isChanged = change.change().equals("changed");
    char sign = isChanged ? '~' : change.change().equals("added") ? '+' : '-';
    text.append("  ").append(sign);
    if (change.item() != null) {
      text.append(' ').append(DisplayText.show(change.item()));
    }
    int shown = 0;
    int left = 0;
    for (FieldChange field : change.fields()) {
      if (!isChanged && change.item() != null && !isTelling(change.fact(), field.name())) {
        continue;
      }
      if (shown == MAX_FIELDS) {
        left++;
      } else {
        text.append(shown == 0 ? change.item() == null ? " " : "  " : ", ");
        field(field, change.fact());
        shown++;
      }
    }
    if (left > 0) {
      text.append(", and ").append(left).append(" more");
    }
    text.append('\n');
  }

  private static boolean isTelling(String fact, String field) {
    return TELLING.getOrDefault(fact, List.of()).contains(field);
  }

  private void field(FieldChange field, String fact) {
    if (!field.name().equals(fact)) {
      String name = field.name();
      text.append(
              DisplayText.show(
                  name.startsWith(fact + ".") ? name.substring(fact.length() + 1) : name))
          .append(' ');
    }
    if (field.before() != null && field.after() != null) {
      text.append(value(field.before())).append(" -> ").append(value(field.after()));
    } else if (field.before() != null) {
      text.append(value(field.before()));
    } else if (field.after() != null) {
      text.append(value(field.after()));
    }
  }

  private static String value(String value) {
    String shown = DisplayText.show(value);
    return shown.length() <= MAX_VALUE ? shown : shown.substring(0, MAX_VALUE) + "...";
  }
}
