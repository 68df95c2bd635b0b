package io.guestkit.export.saved;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.guestkit.export.RecordModel;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads records back from JSON. A key that is not known is passed over, as a newer version may have
 * written it; a component without a key is empty or null. Not thread-safe.
 */
final class RecordReader {
  /** 1 million: a report of 5000 packages has a tenth of it; bounds the memory. */
  private static final int MAX_ITEMS = 1_000_000;

  private final JsonParser in;
  private final Map<Class<?>, Shape> shapes = new HashMap<>();
  private int items;

  /**
   * Makes a reader.
   *
   * @param in at the start of an object
   */
  RecordReader(JsonParser in) {
    this.in = in;
  }

  /** A value is not what the component holds. */
  static final class MismatchException extends IOException {
    private static final long serialVersionUID = 1L;
    private final String what;

    MismatchException(String what) {
      super(what);
      this.what = what;
    }

    @Override
    public String getMessage() {
      return what;
    }
  }

  /**
   * How a record is made.
   *
   * @param fields its components in order
   * @param indexes of the components by name
   * @param constructor that takes a value for each
   */
  private record Shape(
      List<RecordModel.Field> fields,
      Map<String, Integer> indexes,
      Constructor<? extends Record> constructor) {

    static Shape of(Class<? extends Record> type) {
      List<RecordModel.Field> fields = RecordModel.of(type).fields();
      Map<String, Integer> indexes = new HashMap<>();
      Class<?>[] types = new Class<?>[fields.size()];
      for (int i = 0; i < types.length; i++) {
        indexes.put(fields.get(i).name(), i);
        types[i] = fields.get(i).source().getType();
      }
      try {
        return new Shape(fields, indexes, type.getDeclaredConstructor(types));
      } catch (NoSuchMethodException e) {
        throw new IllegalStateException(type + " is no record", e);
      }
    }

    Record make(@Nullable Object[] values) throws MismatchException {
      for (int i = 0; i < values.length; i++) {
        if (values[i] == null && !fields.get(i).isNullable()) {
          throw new MismatchException(fields.get(i).name() + " is missing");
        }
      }
      try {
        return constructor.newInstance(values);
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(constructor + " refuses", e);
      }
    }
  }

  /** Reads an object; the parser stands at its start, and then at its end. */
  Record read(Class<? extends Record> type) throws IOException {
    if (in.currentToken() != JsonToken.START_OBJECT) {
      throw new MismatchException("no object where a " + type.getSimpleName() + " is");
    }
    Shape shape = shape(type);
    @Nullable Object[] values = new @Nullable Object[shape.fields().size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = absent(shape.fields().get(i));
    }
    while (in.nextToken() != JsonToken.END_OBJECT) {
      @Nullable Integer index = shape.indexes().get(in.currentName());
      JsonToken token = in.nextToken();
      if (index == null) {
        in.skipChildren();
      } else if (token != JsonToken.VALUE_NULL) {
        values[index] = value(shape.fields().get(index));
      }
    }
    return shape.make(values);
  }

  private Shape shape(Class<? extends Record> type) {
    Shape shape = shapes.get(type);
    if (shape == null) {
      shape = Shape.of(type);
      shapes.put(type, shape);
    }
    return shape;
  }

  private static @Nullable Object absent(RecordModel.Field field) {
    if (field.isList()) {
      return List.of();
    } else if (field.isNullable()) {
      return null;
    }
    return switch (field.kind()) {
      case RecordModel.Kind.TEXT -> "";
      case RecordModel.Kind.INTEGER -> isInt(field) ? (Object) 0 : (Object) 0L;
      case RecordModel.Kind.NUMBER -> 0.0;
      case RecordModel.Kind.BOOLEAN -> false;
      case RecordModel.Kind.INSTANT -> Instant.EPOCH;
      case RecordModel.Kind.RECORD -> null;
    };
  }

  private static boolean isInt(RecordModel.Field field) {
    return field.elementType() == int.class || field.elementType() == Integer.class;
  }

  private Object value(RecordModel.Field field) throws IOException {
    if (!field.isList()) {
      return element(field);
    }
    if (in.currentToken() != JsonToken.START_ARRAY) {
      throw new MismatchException("no list in " + field.name());
    }
    List<Object> list = new ArrayList<>();
    while (in.nextToken() != JsonToken.END_ARRAY) {
      items++;
      if (items > MAX_ITEMS) {
        throw new MismatchException("more than " + MAX_ITEMS + " items");
      }
      list.add(element(field));
    }
    return list;
  }

  private Object element(RecordModel.Field field) throws IOException {
    return switch (field.kind()) {
      case RecordModel.Kind.TEXT -> text(field);
      case RecordModel.Kind.INTEGER -> number(field);
      case RecordModel.Kind.NUMBER -> real(field);
      case RecordModel.Kind.BOOLEAN -> flag(field);
      case RecordModel.Kind.INSTANT -> instant(field);
      case RecordModel.Kind.RECORD -> read(field.recordType());
    };
  }

  private String text(RecordModel.Field field) throws IOException {
    if (in.currentToken() != JsonToken.VALUE_STRING) {
      throw new MismatchException("no text in " + field.name());
    }
    return in.getText();
  }

  private Object number(RecordModel.Field field) throws IOException {
    if (in.currentToken() != JsonToken.VALUE_NUMBER_INT) {
      throw new MismatchException("no whole number in " + field.name());
    }
    return isInt(field) ? (Object) in.getIntValue() : (Object) in.getLongValue();
  }

  private Object real(RecordModel.Field field) throws IOException {
    if (!in.currentToken().isNumeric()) {
      throw new MismatchException("no number in " + field.name());
    }
    return in.getDoubleValue();
  }

  private Object flag(RecordModel.Field field) throws IOException {
    if (!in.currentToken().isBoolean()) {
      throw new MismatchException("neither true nor false in " + field.name());
    }
    return in.getBooleanValue();
  }

  private Instant instant(RecordModel.Field field) throws IOException {
    try {
      return Instant.parse(text(field));
    } catch (DateTimeParseException e) {
      throw new MismatchException("no instant in " + field.name());
    }
  }
}
