package io.guestkit.exporter.drift;

import io.guestkit.GuestKit;
import io.guestkit.export.RecordModel;
import io.guestkit.exporter.metrics.MetricCollector;
import io.guestkit.report.FactChange;
import io.guestkit.report.FieldChange;
import io.guestkit.report.Inspection;
import io.guestkit.report.OperatingSystem;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * In what the operating systems of an image differ from those of a baseline.
 *
 * @param isWhole whether everything that the baseline has was compared
 * @param differs whether something does; null where nothing was compared
 * @param counts how many differences there are of each kind, from 1
 */
record Comparison(boolean isWhole, @Nullable Boolean differs, Map<Kind, Integer> counts) {
  private static final List<String> FACTS = MetricCollector.DRIFT.facts();
  private static final String SYSTEMS = "operating_systems";

  /** What differs between machines that are made alike, by fact: times, keys and identifiers. */
  private static final Map<String, Set<String>> OF_EACH_MACHINE =
      Map.of(
          "applications", Set.of("installed_at"),
          "crypttab", Set.of("spec", "device"),
          "fstab", Set.of("spec", "device"),
          "packages", Set.of("installed_at"),
          "ssh_server", Set.of("ssh_server.host_keys"),
          "users", Set.of("password_changed_at"));

  /** Keeps the order of the counts. */
  Comparison {
    counts = Collections.unmodifiableMap(new LinkedHashMap<>(counts));
  }

  /**
   * A kind of difference.
   *
   * @param category the fact that differs, or operating_systems for a whole one
   * @param action added, removed or changed
   */
  record Kind(String category, String action) {}

  /** Compares. An image without an operating system, a disk of data, has nothing to compare. */
  static Comparison of(Inspection baseline, Inspection image) {
    if (image.operatingSystems().isEmpty()) {
      return new Comparison(image.problems().isEmpty(), null, Map.of());
    }
    Set<String> unreadBefore = mayBeUnread(baseline);
    Set<String> unreadAfter = mayBeUnread(image);
    Map<Kind, Integer> counts = new LinkedHashMap<>();
    boolean isWhole = image.facts().containsAll(shared(baseline));
    for (FactChange change : GuestKit.diff(baseline, image, FACTS)) {
      if (isIn(unreadBefore, "added", change) || isIn(unreadAfter, "removed", change)) {
        isWhole = false;
      } else if (!isOfEachMachine(change)) {
        counts.merge(new Kind(change.fact(), change.change()), 1, Integer::sum);
      }
    }
    boolean isCompared = GuestKit.notCompared(baseline, image, FACTS).size() < FACTS.size();
    return new Comparison(isWhole, isCompared ? !counts.isEmpty() : null, counts);
  }

  /** Returns what could be compared if the image's report had it. */
  private static Set<String> shared(Inspection baseline) {
    Set<String> shared = new HashSet<>(baseline.facts());
    shared.retainAll(FACTS);
    return shared;
  }

  /**
   * Returns the facts that a report does not have, though perhaps only as something could not be
   * read: what the other one has of them then is no difference.
   */
  private static Set<String> mayBeUnread(Inspection report) {
    Set<String> facts = new HashSet<>();
    if (!report.problems().isEmpty()) {
      facts.add(SYSTEMS);
      for (RecordModel.Field field : RecordModel.of(OperatingSystem.class).fields()) {
        for (OperatingSystem system : report.operatingSystems()) {
          Object value = field.shown(system);
          if (value == null || value.equals(List.of())) {
            facts.add(field.name());
          }
        }
      }
    }
    return facts;
  }

  private static boolean isIn(Set<String> unread, String action, FactChange change) {
    return change.change().equals(action) && unread.contains(change.fact());
  }

  private static boolean isOfEachMachine(FactChange change) {
    Set<String> fields = OF_EACH_MACHINE.getOrDefault(change.fact(), Set.of());
    if (!change.change().equals("changed")) {
      return false;
    }
    for (FieldChange field : change.fields()) {
      int key =
          field.name().indexOf('['); // of a record in a list: ssh_server.host_keys[ssh-rsa].bits
      if (!fields.contains(key < 0 ? field.name() : field.name().substring(0, key))) {
        return false;
      }
    }
    return true;
  }
}
