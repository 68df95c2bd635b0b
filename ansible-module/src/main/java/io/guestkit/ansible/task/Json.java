package io.guestkit.ansible.task;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * JSON as it passes between Ansible and a module. Values are null, String, Boolean, Long,
 * BigInteger, Double, List and Map.
 */
public final class Json {
  private Json() {}

  /** Returns the object that a text holds, and nothing besides it. */
  public static Map<String, @Nullable Object> object(byte[] text) throws ModuleFailure {
    // Python writes numbers that are none as NaN and Infinity.
    JsonFactory factory =
        JsonFactory.builder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build();
    try (JsonParser in = factory.createParser(text)) {
      if (in.nextToken() == JsonToken.START_OBJECT) {
        Map<String, @Nullable Object> object = object(in);
        if (in.nextToken() == null) {
          return object;
        }
      }
      throw notAnObject("");
    } catch (JsonProcessingException e) {
      @Nullable JsonLocation place = e.getLocation(); // none where a limit of the parser is passed
      throw notAnObject(
          place == null
              ? ": they are nested too deep, or hold too long a number"
              : " (line " + place.getLineNr() + ", column " + place.getColumnNr() + ")");
    } catch (IOException e) {
      throw notAnObject(""); // bytes that are no text in any encoding of JSON
    }
  }

  private static ModuleFailure notAnObject(String place) {
    return new ModuleFailure("the arguments on standard input are not one JSON object" + place);
  }

  private static Map<String, @Nullable Object> object(JsonParser in) throws IOException {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    while (in.nextToken() == JsonToken.FIELD_NAME) {
      String name = in.currentName();
      in.nextToken();
      object.put(name, value(in));
    }
    return object;
  }

  /** Its depth is bounded by the parser, which refuses more than some hundred levels. */
  private static @Nullable Object value(JsonParser in) throws IOException {
    return switch (in.currentToken()) {
      case START_OBJECT -> object(in);
      case START_ARRAY -> {
        List<@Nullable Object> list = new ArrayList<>();
        while (in.nextToken() != JsonToken.END_ARRAY) {
          list.add(value(in));
        }
        yield list;
      }
      case VALUE_STRING -> in.getText();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NUMBER_FLOAT -> in.getDoubleValue();
      case VALUE_NUMBER_INT -> {
        BigInteger number = in.getBigIntegerValue();
        yield number.bitLength() < Long.SIZE ? (Object) number.longValue() : number;
      }
      default -> null;
    };
  }

  /** Returns a generator of one line of ASCII; closing it leaves the stream open. */
  public static JsonGenerator generator(OutputStream out) throws IOException {
    return JsonFactory.builder()
        .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
        .disable(JsonWriteFeature.WRITE_NAN_AS_STRINGS) // as Python
        .build()
        .createGenerator(out)
        .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
  }

  /** Writes a value; one that is a {@link JsonText} stands for itself. */
  public static void write(JsonGenerator out, @Nullable Object value) throws IOException {
    write(out, value, text -> text, key -> key);
  }

  /**
   * Writes a value.
   *
   * @param texts what is written in the place of a text
   * @param keys what is written in the place of a key of an object
   */
  // A pattern switch is linked at run time, which costs start-up time.
  @SuppressWarnings("IfChainToSwitch")
  public static void write(
      JsonGenerator out,
      @Nullable Object value,
      UnaryOperator<String> texts,
      UnaryOperator<String> keys)
      throws IOException {
    if (value == null) {
      out.writeNull();
    } else if (value instanceof JsonText json) {
      out.writeRawValue(json.text());
    } else if (value instanceof String text) {
      out.writeString(texts.apply(text));
    } else if (value instanceof Boolean flag) {
      out.writeBoolean(flag);
    } else if (value instanceof Long number) {
      out.writeNumber(number);
    } else if (value instanceof BigInteger number) {
      out.writeNumber(number);
    } else if (value instanceof Double number) {
      out.writeNumber(number);
    } else if (value instanceof List<?> list) {
      out.writeStartArray();
      for (Object element : list) {
        write(out, element, texts, keys);
      }
      out.writeEndArray();
    } else if (value instanceof Map<?, ?> map) {
      out.writeStartObject();
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        out.writeFieldName(keys.apply((String) entry.getKey()));
        write(out, entry.getValue(), texts, keys);
      }
      out.writeEndObject();
    } else {
      throw new IllegalStateException("no result holds a " + value.getClass().getName());
    }
  }
}
