package io.guestkit.dist.terraform;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.TreeMap;

/** What {@code terraform providers schema -json} tells, as rows to compare with pages. */
final class SchemaRows {
  private static final Map<String, String> WORDS =
      Map.of(
          "string", "String",
          "number", "Number",
          "bool", "Boolean",
          "dynamic", "Dynamic",
          "list", "List",
          "set", "Set",
          "map", "Map",
          "object", "Object",
          "single", "");

  private final Map<String, RegistryPage.Row> rows = new TreeMap<>();

  private SchemaRows() {}

  /** Returns what a block has, by path. */
  static Map<String, RegistryPage.Row> ofBlock(JsonNode block) {
    SchemaRows rows = new SchemaRows();
    rows.block(block, "");
    return rows.rows;
  }

  /** Returns the attributes of the objects in a type, by path. */
  static Map<String, RegistryPage.Row> ofType(JsonNode type) {
    SchemaRows rows = new SchemaRows();
    rows.object(type, "", "");
    return rows.rows;
  }

  /** Returns a type in the words of a page. */
  static String label(JsonNode type) {
    if (type.isTextual()) {
      return word(type);
    }
    String constructor = word(type.get(0));
    return constructor.equals("Object") ? constructor : constructor + " of " + label(type.get(1));
  }

  private static String word(JsonNode name) {
    String word = WORDS.get(name.asText());
    if (word == null) {
      throw new IllegalStateException("unknown to this test: " + name);
    }
    return word;
  }

  private void block(JsonNode block, String prefix) {
    attributes(block.path("attributes"), prefix);
    for (Map.Entry<String, JsonNode> nested : block.path("block_types").properties()) {
      JsonNode below = nested.getValue().get("block");
      String nesting = word(nested.getValue().get("nesting_mode"));
      String label = nesting.isEmpty() ? "Block, Optional" : "Block " + nesting;
      String description = below.path("description").asText();
      rows.put(prefix + nested.getKey(), new RegistryPage.Row("Optional", label, description));
      block(below, prefix + nested.getKey() + ".");
    }
  }

  private void attributes(JsonNode attributes, String prefix) {
    for (Map.Entry<String, JsonNode> property : attributes.properties()) {
      JsonNode attribute = property.getValue();
      String path = prefix + property.getKey();
      boolean isComputed = attribute.path("computed").asBoolean();
      boolean isOptional = attribute.path("optional").asBoolean();
      String need = isOptional ? "Optional" : isComputed ? "Read-Only" : "Required";
      String traits =
          (isOptional && isComputed ? ", Computed" : "")
              + (attribute.path("sensitive").asBoolean() ? ", Sensitive" : "");
      String label;
      if (attribute.has("nested_type")) {
        String nesting = word(attribute.at("/nested_type/nesting_mode"));
        label = ("Attributes " + nesting).strip();
        attributes(attribute.at("/nested_type/attributes"), path + ".");
      } else {
        label = label(attribute.get("type"));
        object(attribute.get("type"), path + ".", need);
      }
      String description = attribute.path("description").asText();
      rows.put(path, new RegistryPage.Row(need, label + traits, description));
    }
  }

  private void object(JsonNode type, String prefix, String need) {
    if (!type.isArray()) {
      return;
    }
    if (!type.get(0).asText().equals("object")) {
      object(type.get(1), prefix, need);
      return;
    }
    for (Map.Entry<String, JsonNode> property : type.get(1).properties()) {
      String path = prefix + property.getKey();
      rows.put(path, new RegistryPage.Row(need, label(property.getValue()), ""));
      object(property.getValue(), path + ".", need);
    }
  }
}
