package io.guestkit.terraform.value;

import com.google.protobuf.ByteString;
import io.guestkit.export.RecordModel;
import io.guestkit.terraform.tfplugin6.Schema;
import io.guestkit.terraform.tfplugin6.StringKind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A record of the report as attributes that the provider computes: their schema and their values. A
 * component that changes though the image does not has no attribute: a plan would never be empty.
 */
public final class RecordAttributes {
  private final List<Attribute> attributes;

  private RecordAttributes(List<Attribute> attributes) {
    this.attributes = attributes;
  }

  /** A component, and the attributes of the records that it holds; none where it holds none. */
  private record Attribute(RecordModel.Field field, @Nullable RecordAttributes below) {}

  /** Returns the attributes of a record and of all records below it. */
  public static RecordAttributes of(Class<? extends Record> type) {
    List<Attribute> attributes = new ArrayList<>();
    for (RecordModel.Field field : RecordModel.of(type).fields()) {
      if (!field.component().isVolatile()) {
        attributes.add(
            new Attribute(
                field, field.kind() == RecordModel.Kind.RECORD ? of(field.recordType()) : null));
      }
    }
    return new RecordAttributes(attributes);
  }

  /** Returns these but for some. */
  public RecordAttributes without(String... names) {
    List<String> left = List.of(names);
    List<Attribute> others = new ArrayList<>();
    for (Attribute attribute : attributes) {
      if (!left.contains(attribute.field().name())) {
        others.add(attribute);
      }
    }
    return new RecordAttributes(others);
  }

  /** Returns how many there are. */
  public int count() {
    return attributes.size();
  }

  /** Returns the schema of each. */
  public List<Schema.Attribute> schema() {
    List<Schema.Attribute> schema = new ArrayList<>();
    for (Attribute attribute : attributes) {
      RecordModel.Field field = attribute.field();
      Schema.Attribute.Builder builder =
          Schema.Attribute.newBuilder()
              .setName(field.name())
              .setDescription(field.description())
              .setDescriptionKind(StringKind.MARKDOWN)
              .setComputed(true)
              .setSensitive(field.component().isSensitive());
      @Nullable RecordAttributes below = attribute.below();
      if (below == null) {
        builder.setType(ByteString.copyFromUtf8(type(field)));
      } else {
        builder.setNestedType(
            Schema.Object.newBuilder()
                .addAllAttributes(below.schema())
                .setNesting(
                    field.isList()
                        ? Schema.Object.NestingMode.LIST
                        : Schema.Object.NestingMode.SINGLE));
      }
      schema.add(builder.build());
    }
    return schema;
  }

  /** Returns the schema of a list of such records. */
  public Schema.Attribute listOf(String name, String description) {
    return nested(name, description, Schema.Object.NestingMode.LIST);
  }

  /** Returns the schema of a map of such records by texts. */
  public Schema.Attribute mapOf(String name, String description) {
    return nested(name, description, Schema.Object.NestingMode.MAP);
  }

  private Schema.Attribute nested(
      String name, String description, Schema.Object.NestingMode nesting) {
    return Schema.Attribute.newBuilder()
        .setName(name)
        .setDescription(description)
        .setDescriptionKind(StringKind.MARKDOWN)
        .setComputed(true)
        .setNestedType(Schema.Object.newBuilder().addAllAttributes(schema()).setNesting(nesting))
        .build();
  }

  private static String type(RecordModel.Field field) {
    String element =
        switch (field.kind()) {
          case BOOLEAN -> "\"bool\"";
          case INTEGER, NUMBER -> "\"number\"";
          case TEXT, INSTANT -> "\"string\"";
          case RECORD -> throw new IllegalStateException(field.name() + " has a nested type");
        };
    return field.isList() ? "[\"list\"," + element + "]" : element;
  }

  /** Writes each name and value; the object was begun. */
  public void write(Record record, StateWriter out) throws IOException {
    for (Attribute attribute : attributes) {
      out.text(attribute.field().name());
      write(attribute.field().shown(record), attribute.below(), out);
    }
  }

  /** Writes each name and null, where there is no record; the object was begun. */
  public void writeNothing(StateWriter out) throws IOException {
    for (Attribute attribute : attributes) {
      out.text(attribute.field().name());
      out.nothing();
    }
  }

  /** Writes a list of such records. */
  public void writeList(List<? extends Record> records, StateWriter out) throws IOException {
    write(records, this, out);
  }

  /** Writes a map of such records. */
  public void writeMap(Map<String, ? extends Record> records, StateWriter out) throws IOException {
    out.object(records.size());
    for (Map.Entry<String, ? extends Record> entry : records.entrySet()) {
      out.text(entry.getKey());
      write(entry.getValue(), this, out);
    }
  }

  @SuppressWarnings("IfChainToSwitch") // a pattern switch is linked at run time, at every start
  private static void write(
      @Nullable Object value, @Nullable RecordAttributes below, StateWriter out)
      throws IOException {
    if (value == null) {
      out.nothing();
    } else if (value instanceof String text) {
      out.text(text);
    } else if (value instanceof Long number) {
      out.number(number);
    } else if (value instanceof Boolean flag) {
      out.flag(flag);
    } else if (value instanceof Double number) {
      out.number(number);
    } else if (value instanceof List<?> list) {
      out.list(list.size());
      for (Object element : list) {
        write(element, below, out);
      }
    } else if (value instanceof Record record && below != null) {
      out.object(below.count());
      below.write(record, out);
    } else {
      throw new IllegalStateException("no attribute holds a " + value.getClass().getName());
    }
  }
}
