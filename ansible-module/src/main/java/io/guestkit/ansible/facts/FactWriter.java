package io.guestkit.ansible.facts;

import com.fasterxml.jackson.core.JsonGenerator;
import io.guestkit.export.DisplayText;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes facts as JSON that Ansible takes for what it is: a byte that is not UTF-8 is shown, and a
 * guest's name does not become one of the keys by which Ansible makes other things of an object,
 * such as a trusted template.
 */
final class FactWriter {
  /** How such keys begin: {@code __ansible_type}, {@code __ansible_vault} and more. */
  private static final String RESERVED = "__ansible_";

  private FactWriter() {}

  /** Writes a value; its depth is that of the facts, a few levels. */
  // A pattern switch is linked at run time, which costs start-up time.
  @SuppressWarnings("IfChainToSwitch")
  static void write(JsonGenerator out, @Nullable Object value) throws IOException {
    if (value == null) {
      out.writeNull();
    } else if (value instanceof String text) {
      out.writeString(DisplayText.encodable(text));
    } else if (value instanceof Long number) {
      out.writeNumber(number);
    } else if (value instanceof Boolean flag) {
      out.writeBoolean(flag);
    } else if (value instanceof List<?> list) {
      out.writeStartArray();
      for (Object element : list) {
        write(out, element);
      }
      out.writeEndArray();
    } else if (value instanceof Map<?, ?> map) {
      out.writeStartObject();
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        out.writeFieldName(key((String) entry.getKey()));
        write(out, entry.getValue());
      }
      out.writeEndObject();
    } else {
      throw new IllegalStateException("no fact holds a " + value.getClass().getName());
    }
  }

  private static String key(String name) {
    String key = DisplayText.encodable(name);
    return key.startsWith(RESERVED) ? "\\x5f" + key.substring(1) : key;
  }
}
