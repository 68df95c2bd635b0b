package io.guestkit.export.diff;

import io.guestkit.export.RecordModel;
import io.guestkit.report.FieldChange;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Turns records into the texts of their fields by name, records in them included, so that two can
 * be compared. What is undetermined, empty, or changes though the image does not, is left out. Not
 * thread-safe: it keeps the models of the records that it met.
 */
final class FieldValues {
  private final Map<Class<?>, RecordModel> models = new HashMap<>();

  RecordModel model(Class<? extends Record> type) {
    RecordModel model = models.get(type);
    if (model == null) {
      model = RecordModel.of(type);
      models.put(type, model);
    }
    return model;
  }

  /** Returns the texts of a record. */
  Map<String, String> of(Record record) {
    Map<String, String> texts = new LinkedHashMap<>();
    add(record, "", texts);
    return texts;
  }

  /** Returns the texts of one field of a record. */
  Map<String, String> of(RecordModel.Field field, Record record) {
    Map<String, String> texts = new LinkedHashMap<>();
    add(field, record, "", texts);
    return texts;
  }

  private void add(Record record, String prefix, Map<String, String> texts) {
    for (RecordModel.Field field : model(record.getClass()).fields()) {
      if (!field.component().isVolatile()) {
        add(field, record, prefix, texts);
      }
    }
  }

  private void add(
      RecordModel.Field field, Record record, String prefix, Map<String, String> texts) {
    String name = prefix + field.name();
    @Nullable Object value = field.shown(record);
    if (value instanceof Record below) {
      add(below, name + ".", texts);
    } else if (value instanceof List<?> list && field.kind() == RecordModel.Kind.RECORD) {
      addItems(ItemKey.of(field.recordType()), list, name, texts);
    } else if (value instanceof List<?> list) {
      addList(name, list, texts);
    } else if (value != null) {
      texts.put(name, value.toString());
    }
  }

  private static void addList(String name, List<?> list, Map<String, String> texts) {
    StringBuilder joined = new StringBuilder();
    for (Object element : list) {
      joined.append(joined.isEmpty() ? "" : ", ").append(element);
    }
    if (!list.isEmpty()) {
      texts.put(name, joined.toString());
    }
  }

  private void addItems(ItemKey key, List<?> items, String name, Map<String, String> texts) {
    Map<String, Integer> met = new HashMap<>();
    for (Object item : items) {
      Map<String, String> values = of((Record) item);
      String itemName = key.name(values);
      int count = met.merge(itemName, 1, Integer::sum);
      String prefix = name + "[" + itemName + (count == 1 ? "]" : "#" + count + "]");
      for (Map.Entry<String, String> value : values.entrySet()) {
        String field = value.getKey();
        if (!key.fields().contains(field)) {
          // The one value of a setting needs no name.
          texts.put(field.equals("value") ? prefix : prefix + "." + field, value.getValue());
        }
      }
      if (key.fields().size() == values.size()) {
        texts.put(prefix, "present");
      }
    }
  }

  /** Returns the fields that differ. */
  static List<FieldChange> differences(Map<String, String> before, Map<String, String> after) {
    Set<String> names = new LinkedHashSet<>(before.keySet());
    names.addAll(after.keySet());
    List<FieldChange> changes = new ArrayList<>();
    for (String name : names) {
      @Nullable String was = before.get(name);
      @Nullable String is = after.get(name);
      if (was == null || !was.equals(is)) {
        changes.add(new FieldChange(name, was, is));
      }
    }
    return changes;
  }
}
