package io.guestkit.export;

import com.fasterxml.jackson.core.io.SerializedString;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The components of a record's class in order, with the names that they have outside of Java.
 * Annotations are not read: a report can be written without them.
 */
@SuppressWarnings("ArrayRecordComponent") // private to this folder, never changed
record RecordShape(Part[] parts) {

  /**
   * One component.
   *
   * @param name its name in snake_case
   * @param key the name as generators write it, encoded once
   * @param component the component
   */
  record Part(String name, SerializedString key, RecordComponent component) {

    /** Returns the component's value in a record. */
    @Nullable Object of(Record record) {
      return valueOf(component, record);
    }

    /** Returns the component's type, or its elements' type where it is a list. */
    Class<?> elementType() {
      if (component.getType() == List.class
          && component.getGenericType() instanceof ParameterizedType list) {
        Type element = list.getActualTypeArguments()[0];
        return (Class<?>) element;
      }
      return component.getType();
    }

    /** Returns the type of the records that the component holds, or empty where it holds none. */
    Optional<Class<? extends Record>> recordType() {
      Class<?> element = elementType();
      return element.isRecord() ? Optional.of(element.asSubclass(Record.class)) : Optional.empty();
    }
  }

  /** Returns a component's value in a record. */
  static @Nullable Object valueOf(RecordComponent component, Record record) {
    try {
      return component.getAccessor().invoke(record);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException(component + " cannot be read", e);
    }
  }

  static RecordShape of(Class<?> type) {
    RecordComponent[] components = type.getRecordComponents();
    Part[] parts = new Part[components.length];
    for (int i = 0; i < parts.length; i++) {
      String name = snakeCase(components[i].getName());
      parts[i] = new Part(name, new SerializedString(name), components[i]);
    }
    return new RecordShape(parts);
  }

  /** Returns {@code virtual_size_bytes} for {@code virtualSizeBytes}. */
  static String snakeCase(String camelCase) {
    StringBuilder name = new StringBuilder(camelCase.length() + 4);
    for (int i = 0; i < camelCase.length(); i++) {
      char c = camelCase.charAt(i);
      if (Character.isUpperCase(c)) {
        name.append('_').append(Character.toLowerCase(c));
      } else {
        name.append(c);
      }
    }
    return name.toString();
  }
}
