package io.guestkit.terraform.value;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a value in JSON, which has no unknown values. Terraform itself sends MessagePack. */
final class JsonReader {
  /**
   * 1000: a double has 309 digits before the point; bounds what a number takes when written out.
   */
  private static final int MAX_SCALE = 1000;

  private final JsonParser in;
  private int values;

  private JsonReader(JsonParser in) {
    this.in = in;
  }

  /**
   * Reads the one value of a text.
   *
   * @throws IOException if the bytes are no value in JSON, or more than one
   */
  static ConfigValue read(byte[] bytes) throws IOException {
    try (JsonParser in = new JsonFactory().createParser(bytes)) {
      ConfigValue value = new JsonReader(in).value(in.nextToken(), 0);
      if (in.nextToken() != null) {
        throw new IOException("the value ends before its bytes do");
      }
      return value;
    } catch (JsonProcessingException e) {
      throw new IOException("the value is not JSON: " + e.getOriginalMessage(), e);
    }
  }

  private ConfigValue value(@Nullable JsonToken token, int depth) throws IOException {
    if (token == null) {
      throw new IOException("the value is not JSON: its bytes end before it does");
    }
    if (depth > ConfigReader.MAX_DEPTH) {
      throw new IOException("the value nests more than " + ConfigReader.MAX_DEPTH + " deep");
    }
    if (++values > ConfigReader.MAX_VALUES) {
      throw new IOException("the value holds more than " + ConfigReader.MAX_VALUES + " values");
    }
    return switch (token) {
      case VALUE_NULL -> new ConfigValue.Null();
      case VALUE_TRUE -> new ConfigValue.Flag(true);
      case VALUE_FALSE -> new ConfigValue.Flag(false);
      case VALUE_STRING -> new ConfigValue.Text(in.getText());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number();
      case START_ARRAY -> elements(depth);
      case START_OBJECT -> attributes(depth);
      case END_ARRAY, END_OBJECT, FIELD_NAME, NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT ->
          throw new IOException("the value is not JSON: " + token + " where a value is due");
    };
  }

  private ConfigValue number() throws IOException {
    BigDecimal number = in.getDecimalValue();
    if (Math.abs((long) number.scale()) > MAX_SCALE) {
      throw new IOException("the value holds the number " + number);
    }
    return new ConfigValue.Numeric(number);
  }

  private ConfigValue elements(int depth) throws IOException {
    List<ConfigValue> elements = new ArrayList<>();
    for (JsonToken token = in.nextToken(); token != JsonToken.END_ARRAY; token = in.nextToken()) {
      elements.add(value(token, depth + 1));
    }
    return new ConfigValue.Elements(elements);
  }

  private ConfigValue attributes(int depth) throws IOException {
    Map<String, ConfigValue> attributes = new HashMap<>();
    for (String name = in.nextFieldName(); name != null; name = in.nextFieldName()) {
      attributes.put(name, value(in.nextToken(), depth + 1));
      if (attributes.size() > ConfigReader.MAX_ATTRIBUTES) {
        throw new IOException(
            "the value holds an object of more than "
                + ConfigReader.MAX_ATTRIBUTES
                + " attributes");
      }
    }
    return new ConfigValue.Attributes(attributes);
  }
}
