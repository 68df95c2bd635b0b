package io.guestkit.export.diff;

import io.guestkit.export.RecordModel;
import io.guestkit.report.FactChange;
import io.guestkit.report.Inspection;
import io.guestkit.report.OperatingSystem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Compares the facts of two reports, component by component. */
public final class FactDiff {
  /** What tells of the report itself, and not of the machine. */
  private static final Set<String> OF_THE_REPORT =
      Set.of("schema_version", "operating_systems", "facts", "problems", "evidence");

  private final Set<String> components;
  private final FieldValues values = new FieldValues();
  private final List<FactChange> changes = new ArrayList<>();

  private FactDiff(Set<String> components) {
    this.components = components;
  }

  /**
   * Returns what changed: of the machine, then of each operating system, in the order of the
   * report's components; items of a list by their names.
   *
   * @param components the components to compare, all of them read in both reports
   */
  public static List<FactChange> of(Inspection before, Inspection after, Set<String> components) {
    FactDiff diff = new FactDiff(components);
    diff.compare(null, before, after, OF_THE_REPORT);
    for (SystemPairs.Pair pair :
        SystemPairs.of(before.operatingSystems(), after.operatingSystems())) {
      diff.systems(pair);
    }
    return List.copyOf(diff.changes);
  }

  private void systems(SystemPairs.Pair pair) {
    @Nullable OperatingSystem before = pair.before();
    @Nullable OperatingSystem after = pair.after();
    if (before != null && after != null) {
      compare(after.root(), before, after, Set.of());
    } else {
      OperatingSystem system = Objects.requireNonNull(before == null ? after : before);
      Map<String, String> facts = identity(system);
      changes.add(
          new FactChange(
              "operating_systems",
              before == null ? "added" : "removed",
              system.root(),
              system.productName() == null ? system.distro() : system.productName(),
              before == null
                  ? FieldValues.differences(Map.of(), facts)
                  : FieldValues.differences(facts, Map.of())));
    }
  }

  /** What a whole system is said to be: all that is no list of records. */
  private Map<String, String> identity(OperatingSystem system) {
    Map<String, String> facts = new LinkedHashMap<>();
    for (RecordModel.Field field : values.model(OperatingSystem.class).fields()) {
      if (field.kind() != RecordModel.Kind.RECORD && !field.component().isVolatile()) {
        facts.putAll(values.of(field, system));
      }
    }
    return facts;
  }

  private void compare(
      @Nullable String system, Record before, Record after, Set<String> leftAside) {
    for (RecordModel.Field field : values.model(before.getClass()).fields()) {
      String fact = field.name();
      if (leftAside.contains(fact)
          || !components.contains(fact)
          || field.component().isVolatile()) {
        continue;
      }
      if (field.isList() && field.kind() == RecordModel.Kind.RECORD) {
        new ItemDiff(fact, system, ItemKey.of(field.recordType()), changes)
            .run(items(field, before), items(field, after));
      } else {
        single(fact, system, values.of(field, before), values.of(field, after));
      }
    }
  }

  private List<Map<String, String>> items(RecordModel.Field field, Record record) {
    List<Map<String, String>> items = new ArrayList<>();
    if (field.shown(record) instanceof List<?> list) {
      for (Object item : list) {
        items.add(values.of((Record) item));
      }
    }
    return items;
  }

  private void single(
      String fact, @Nullable String system, Map<String, String> before, Map<String, String> after) {
    var fields = FieldValues.differences(before, after);
    if (!fields.isEmpty()) {
      String change = before.isEmpty() ? "added" : after.isEmpty() ? "removed" : "changed";
      changes.add(new FactChange(fact, change, system, null, fields));
    }
  }
}
