package io.guestkit.ansible.image;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import io.guestkit.ansible.MainTest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** What tests ask of modules. */
final class Asked {
  /** Paths as text, not as the addresses that Jackson makes of them. */
  private static final ObjectMapper JSON =
      new ObjectMapper()
          .registerModule(
              new SimpleModule().addSerializer(Path.class, ToStringSerializer.instance));

  private Asked() {}

  /** Runs a module. */
  static MainTest.Answer module(String name, Map<String, ?> arguments) throws IOException {
    return MainTest.module(name, JSON.writeValueAsString(arguments));
  }

  /** Returns the sentences of a list. */
  static List<String> texts(JsonNode list) {
    return list.valueStream().map(JsonNode::asText).toList();
  }
}
