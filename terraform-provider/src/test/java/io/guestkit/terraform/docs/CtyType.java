package io.guestkit.terraform.docs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A type of Terraform, in the JSON of HashiCorp's go-cty: a name, or an array of a constructor and
 * what it is made of.
 */
record CtyType(JsonNode json) {
  private static final ObjectMapper JSON = new ObjectMapper();

  static CtyType parse(ByteString type) {
    try {
      return new CtyType(JSON.readTree(type.toStringUtf8()));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("no type: " + type.toStringUtf8(), e);
    }
  }

  /** Returns the words of a page, such as {@code List of String}. */
  String label() {
    if (json.isArray()) {
      String constructor = capitalized(json.path(0).asText());
      return isObject() ? constructor : constructor + " of " + element().label();
    }
    return json.asText().equals("bool") ? "Boolean" : capitalized(json.asText());
  }

  /** Returns the words of a function's signature, such as {@code list of string}. */
  String signature() {
    if (json.isArray() && !isObject()) {
      return json.path(0).asText() + " of " + element().signature();
    }
    return isObject() ? "object" : json.asText();
  }

  private static String capitalized(String word) {
    return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
  }

  private boolean isObject() {
    return json.path(0).asText().equals("object");
  }

  private CtyType element() {
    return new CtyType(json.path(1));
  }

  /** Returns the attributes of the object that this is or is made of; none where there is none. */
  List<Entry> attributes(Need need) {
    if (!json.isArray()) {
      return List.of();
    }
    if (!isObject()) {
      return element().attributes(need);
    }
    List<Entry> entries = new ArrayList<>();
    for (Map.Entry<String, JsonNode> attribute : json.path(1).properties()) {
      CtyType type = new CtyType(attribute.getValue());
      entries.add(
          new Entry(
              attribute.getKey(), need, type.label(), "", "nestedatt", type.attributes(need)));
    }
    return entries;
  }
}
