package io.guestkit.exporter.pages;

import io.guestkit.report.Inspection;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A report with every value in it changed, but for those that decide what is shown. */
final class ChangedReport {
  private static final Set<String> KEPT = Set.of("facts", "usage", "medium");

  private final UnaryOperator<Object> change;

  private ChangedReport(UnaryOperator<Object> change) {
    this.change = change;
  }

  static Inspection of(Inspection report, UnaryOperator<Object> change) {
    return (Inspection) new ChangedReport(change).changed(report);
  }

  /** Returns the greatest number or time in place of one. */
  static Object greatest(Object value) {
    return switch (value) {
      case Long number -> Long.MAX_VALUE;
      case Integer number -> Integer.MAX_VALUE;
      case Instant instant -> Instant.MAX;
      default -> value;
    };
  }

  /** Returns the least number or time in place of one. */
  static Object least(Object value) {
    return switch (value) {
      case Long number -> Long.MIN_VALUE;
      case Instant instant -> Instant.MIN;
      default -> value;
    };
  }

  private Object changed(Object value) {
    if (value instanceof List<?> list) {
      List<Object> all = new ArrayList<>();
      list.forEach(element -> all.add(changed(element)));
      return all;
    }
    return value instanceof Record record ? record(record) : change.apply(value);
  }

  private Record record(Record record) {
    RecordComponent[] components = record.getClass().getRecordComponents();
    Class<?>[] types = new Class<?>[components.length];
    @Nullable Object[] values = new Object[components.length];
    try {
      for (int i = 0; i < components.length; i++) {
        types[i] = components[i].getType();
        @Nullable Object value = components[i].getAccessor().invoke(record);
        boolean isKept = value == null || KEPT.contains(components[i].getName());
        values[i] = isKept ? value : changed(value);
      }
      return record.getClass().getDeclaredConstructor(types).newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
