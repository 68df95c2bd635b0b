package io.guestkit.export;

import io.guestkit.report.Component;
import io.guestkit.report.Unit;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a record of the report is made of, by its {@link Component} annotations: the model from
 * which schemas and references are generated.
 *
 * @param type the record's class
 * @param fields its components in order
 */
public record RecordModel(Class<? extends Record> type, List<Field> fields) {
  /** Copies the list. */
  public RecordModel {
    fields = List.copyOf(fields);
  }

  /** What a field holds, or each element of it where it is a list. */
  public enum Kind {
    BOOLEAN,
    INTEGER,
    NUMBER,
    TEXT,
    INSTANT,
    RECORD
  }

  /**
   * A component of a record.
   *
   * @param name in snake_case
   * @param kind what it holds
   * @param isList whether it is a list of that, never null
   * @param isNullable whether it is null where it is undetermined
   * @param elementType class of the values, of the elements where it is a list
   * @param component description, unit, since, volatile, sensitive
   * @param source the component itself
   */
  public record Field(
      String name,
      Kind kind,
      boolean isList,
      boolean isNullable,
      Class<?> elementType,
      Component component,
      RecordComponent source) {

    /**
     * Returns what a record holds here as every surface shows it: text and instants as a String,
     * whole numbers as a Long, or a Double, a Boolean, a Record, a List of such; null where it is
     * undetermined.
     */
    public @Nullable Object shown(Record record) {
      return RecordModel.shown(RecordShape.valueOf(source, record));
    }

    /** Returns the class of the records that it holds; only where the kind is RECORD. */
    public Class<? extends Record> recordType() {
      return elementType.asSubclass(Record.class);
    }

    /** Returns the description with the unit, in one line. */
    public String description() {
      return switch (component.unit()) {
        case Unit.NONE -> component.value();
        case Unit.BYTES -> component.value() + " In bytes.";
        case Unit.SECONDS -> component.value() + " In seconds.";
      };
    }
  }

  /** Returns the model of a record. */
  public static RecordModel of(Class<? extends Record> type) {
    List<Field> fields = new ArrayList<>();
    for (RecordShape.Part part : RecordShape.of(type).parts()) {
      fields.add(field(part));
    }
    return new RecordModel(type, fields);
  }

  /** Returns the models of a record and of every record below it, each before those below it. */
  public static List<RecordModel> tree(Class<? extends Record> root) {
    Map<Class<?>, RecordModel> models = new LinkedHashMap<>();
    collect(root, models);
    return List.copyOf(models.values());
  }

  private static void collect(Class<? extends Record> type, Map<Class<?>, RecordModel> models) {
    if (!models.containsKey(type)) {
      RecordModel model = of(type);
      models.put(type, model);
      for (Field field : model.fields()) {
        if (field.kind() == Kind.RECORD) {
          collect(field.recordType(), models);
        }
      }
    }
  }

  private static Field field(RecordShape.Part part) {
    RecordComponent component = part.component();
    @Nullable Component annotation = component.getAnnotation(Component.class);
    if (annotation == null) {
      throw new IllegalStateException(component + " has no description");
    }
    Class<?> element = part.elementType();
    return new Field(
        part.name(),
        kind(element),
        component.getType() == List.class,
        component.getAnnotatedType().isAnnotationPresent(Nullable.class),
        element,
        annotation,
        component);
  }

  // A pattern switch is linked at run time, which costs start-up time.
  @SuppressWarnings("IfChainToSwitch")
  private static @Nullable Object shown(@Nullable Object value) {
    if (value instanceof String text) {
      return DisplayText.encodable(text);
    } else if (value instanceof Instant instant) {
      return Instants.format(instant);
    } else if (value instanceof Integer number) {
      return number.longValue();
    } else if (value instanceof List<?> list) {
      List<@Nullable Object> shown = new ArrayList<>(list.size());
      for (Object element : list) {
        shown.add(shown(element));
      }
      return shown;
    }
    return value;
  }

  private static Kind kind(Class<?> type) {
    if (type.isRecord()) {
      return Kind.RECORD;
    } else if (type == String.class) {
      return Kind.TEXT;
    } else if (type == Instant.class) {
      return Kind.INSTANT;
    } else if (type == boolean.class || type == Boolean.class) {
      return Kind.BOOLEAN;
    } else if (type == double.class || type == Double.class) {
      return Kind.NUMBER;
    } else if (type == int.class
        || type == long.class
        || type == Integer.class
        || type == Long.class) {
      return Kind.INTEGER;
    }
    throw new IllegalStateException("no report holds a " + type.getName());
  }
}
