package io.guestkit.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** Checks JSON by a schema, as far as the keywords go that ours uses. */
public final class SchemaCheck {
  private final JsonNode schema;
  private final List<String> complaints = new ArrayList<>();

  private SchemaCheck(JsonNode schema) {
    this.schema = schema;
  }

  /** Makes a check by the text of a schema. */
  public static SchemaCheck of(String schema) throws IOException {
    return new SchemaCheck(new ObjectMapper().readTree(schema));
  }

  /** Returns what does not hold, with its place. */
  public List<String> complaints(JsonNode value) {
    complaints.clear();
    check(schema, value, "");
    return List.copyOf(complaints);
  }

  private void check(JsonNode part, JsonNode value, String place) {
    if (part.has("$ref")) {
      check(schema.at(part.get("$ref").asText().substring(1)), value, place);
    } else if (part.has("anyOf")) {
      anyOf(part.get("anyOf"), value, place);
    } else if (!hasType(part.get("type"), value)) {
      complaints.add(place + ": " + value + " is no " + part.get("type").asText());
    } else if (value.isObject()) {
      object(part, value, place);
    } else if (value.isArray()) {
      for (int i = 0; i < value.size(); i++) {
        check(part.get("items"), value.get(i), place + "/" + i);
      }
    } else if (part.has("format") && value.isTextual()) {
      Instant.parse(value.asText());
    }
  }

  private void anyOf(JsonNode choices, JsonNode value, String place) {
    List<String> before = List.copyOf(complaints);
    for (JsonNode choice : choices) {
      complaints.clear();
      check(choice, value, place);
      if (complaints.isEmpty()) {
        complaints.addAll(before);
        return;
      }
    }
    complaints.addAll(before);
  }

  private void object(JsonNode part, JsonNode value, String place) {
    for (JsonNode name : part.get("required")) {
      if (!value.has(name.asText())) {
        complaints.add(place + ": " + name.asText() + " is missing");
      }
    }
    Iterator<String> names = value.fieldNames();
    while (names.hasNext()) {
      String name = names.next();
      if (part.get("properties").has(name)) {
        check(part.get("properties").get(name), value.get(name), place + "/" + name);
      }
    }
  }

  private static boolean hasType(JsonNode types, JsonNode value) {
    if (types.isArray()) {
      for (JsonNode type : types) {
        if (hasType(type, value)) {
          return true;
        }
      }
      return false;
    }
    return switch (types.asText()) {
      case "object" -> value.isObject();
      case "array" -> value.isArray();
      case "string" -> value.isTextual();
      case "integer" -> value.isIntegralNumber();
      case "number" -> value.isNumber();
      case "boolean" -> value.isBoolean();
      case "null" -> value.isNull();
      default -> throw new IllegalStateException("type " + types);
    };
  }
}
