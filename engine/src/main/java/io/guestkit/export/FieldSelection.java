package io.guestkit.export;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a report that are written, chosen by dotted paths such as {@code
 * operating_systems.packages.name}; lists are passed through.
 */
public final class FieldSelection {
  /** Everything. */
  public static final FieldSelection ALL = new FieldSelection(Map.of());

  /** The chosen fields and what is chosen below each; empty where all are. */
  private final Map<String, FieldSelection> fields;

  private FieldSelection(Map<String, FieldSelection> fields) {
    this.fields = fields;
  }

  /**
   * Returns the selection of these paths; a path that another one contains adds nothing.
   *
   * @throws IllegalArgumentException naming a path that the record does not have, and near ones
   */
  public static FieldSelection of(Class<? extends Record> root, List<String> paths) {
    FieldSelection selection = ALL;
    for (String path : paths) {
      Optional<FieldSelection> chosen = choose(root, path, 0);
      if (chosen.isEmpty()) {
        throw new IllegalArgumentException(unknown(root, path));
      }
      selection = selection == ALL ? chosen.get() : merge(selection, chosen.get());
    }
    return selection;
  }

  /** Returns whether a field is written. */
  boolean includes(String field) {
    return fields.isEmpty() || fields.containsKey(field);
  }

  /** Returns the selection below a field that is written. */
  FieldSelection below(String field) {
    return fields.getOrDefault(field, ALL);
  }

  private static Optional<FieldSelection> choose(
      @Nullable Class<? extends Record> type, String path, int start) {
    int dot = path.indexOf('.', start);
    String name = path.substring(start, dot < 0 ? path.length() : dot);
    if (type == null) {
      return Optional.empty();
    }
    for (RecordShape.Part part : RecordShape.of(type).parts()) {
      if (part.name().equals(name)) {
        return dot < 0
            ? Optional.of(new FieldSelection(Map.of(name, ALL)))
            : choose(part.recordType().orElse(null), path, dot + 1)
                .map(below -> new FieldSelection(Map.of(name, below)));
      }
    }
    return Optional.empty();
  }

  private static FieldSelection merge(FieldSelection one, FieldSelection other) {
    if (one.fields.isEmpty() || other.fields.isEmpty()) {
      return ALL;
    }
    Map<String, FieldSelection> fields = new LinkedHashMap<>(one.fields);
    other.fields.forEach((name, below) -> fields.merge(name, below, FieldSelection::merge));
    return new FieldSelection(fields);
  }

  private static String unknown(Class<? extends Record> root, String path) {
    List<String> paths = new ArrayList<>();
    collect(root, "", paths);
    List<String> near = NearNames.of(path, paths);
    if (!near.isEmpty()) {
      return "unknown field " + path + "; did you mean " + String.join(", ", near) + "?";
    }
    List<String> top = new ArrayList<>();
    for (RecordShape.Part part : RecordShape.of(root).parts()) {
      top.add(part.name());
    }
    return "unknown field " + path + "; there are " + String.join(", ", top) + " and more below";
  }

  private static void collect(Class<? extends Record> type, String prefix, List<String> paths) {
    for (RecordShape.Part part : RecordShape.of(type).parts()) {
      String path = prefix + part.name();
      paths.add(path);
      part.recordType().ifPresent(below -> collect(below, path + ".", paths));
    }
  }
}
