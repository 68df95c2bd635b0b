package io.guestkit.ansible.facts;

import com.fasterxml.jackson.core.JsonGenerator;
import io.guestkit.ansible.task.Json;
import io.guestkit.export.DisplayText;
import java.io.IOException;
import java.util.Map;

/**
 * Writes facts as JSON that Ansible takes for what it is: a byte that is not UTF-8 is shown, and a
 * guest's name does not become one of the keys by which Ansible makes other things of an object,
 * such as a trusted template.
 */
final class FactWriter {
  /** How such keys begin: {@code __ansible_type}, {@code __ansible_vault} and more. */
  private static final String RESERVED = "__ansible_";

  private FactWriter() {}

  /** Writes facts. */
  static void write(JsonGenerator out, Map<String, Object> facts) throws IOException {
    Json.write(out, facts, DisplayText::encodable, FactWriter::key);
  }

  private static String key(String name) {
    String key = DisplayText.encodable(name);
    return key.startsWith(RESERVED) ? "\\x5f" + key.substring(1) : key;
  }
}
