package io.guestkit.terraform.value;

import com.google.protobuf.ByteString;
import io.guestkit.terraform.tfplugin6.DynamicValue;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.CodingErrorAction;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.msgpack.core.ExtensionTypeHeader;
import org.msgpack.core.MessageInsufficientBufferException;
import org.msgpack.core.MessagePack;
import org.msgpack.core.MessagePackException;
import org.msgpack.core.MessageStringCodingException;
import org.msgpack.core.MessageUnpacker;
import org.msgpack.value.ValueType;

/**
 * Reads a value that Terraform sends: a configuration or an argument, in MessagePack as HashiCorp's
 * go-cty writes it, or in the JSON that the protocol allows in its place. An extension of any type
 * is an unknown value, whatever is said of it.
 */
public final class ConfigReader {
  /** 32: types of configurations nest less than ten deep; bounds the recursion. */
  static final int MAX_DEPTH = 32;

  /**
   * A million: configurations hold tens of values, long lists of paths thousands; bounds memory.
   */
  static final int MAX_VALUES = 1_000_000;

  /** A thousand: objects have tens of attributes; bounds the search for names that hash alike. */
  static final int MAX_ATTRIBUTES = 1000;

  /** 16 MiB: a hundred thousand paths; what is made of the bytes takes some times their memory. */
  private static final int MAX_BYTES = 16 << 20;

  private final MessageUnpacker in;
  private int values;

  private ConfigReader(MessageUnpacker in) {
    this.in = in;
  }

  /**
   * Reads an object.
   *
   * @throws IOException if it is no object in MessagePack or JSON, or more than one value
   */
  public static ConfigValue.Attributes read(DynamicValue value) throws IOException {
    return object(readAny(value));
  }

  /**
   * Reads an object in MessagePack.
   *
   * @throws IOException if the bytes are none, or more than one value
   */
  public static ConfigValue.Attributes read(byte[] bytes) throws IOException {
    return object(readAny(bytes));
  }

  private static ConfigValue.Attributes object(ConfigValue value) throws IOException {
    if (value instanceof ConfigValue.Attributes attributes) {
      return attributes;
    }
    throw new IOException("the value is no object");
  }

  /**
   * Reads a value of any type: an argument of a function.
   *
   * @throws IOException if it is no value in MessagePack or JSON, or more than one
   */
  public static ConfigValue readAny(DynamicValue value) throws IOException {
    if (value.getMsgpack().isEmpty() && !value.getJson().isEmpty()) {
      return JsonReader.read(bytes(value.getJson()));
    }
    return readAny(bytes(value.getMsgpack()));
  }

  private static byte[] bytes(ByteString sent) throws IOException {
    if (sent.size() > MAX_BYTES) {
      throw new IOException("the value takes " + sent.size() + " bytes, more than " + MAX_BYTES);
    }
    return sent.toByteArray();
  }

  private static ConfigValue readAny(byte[] bytes) throws IOException {
    try (MessageUnpacker in =
        new MessagePack.UnpackerConfig()
            .withActionOnMalformedString(CodingErrorAction.REPORT)
            .newUnpacker(bytes)) {
      ConfigValue value = new ConfigReader(in).value(0);
      if (in.hasNext()) {
        throw new IOException("the value ends before its bytes do");
      }
      return value;
    } catch (MessageStringCodingException e) {
      throw new IOException("the value holds a text that is not UTF-8", e);
    } catch (MessageInsufficientBufferException e) {
      throw new IOException("the value is not MessagePack: its bytes end before it does", e);
    } catch (MessagePackException e) {
      throw new IOException("the value is not MessagePack: " + e.getMessage(), e);
    }
  }

  private ConfigValue value(int depth) throws IOException {
    if (depth > MAX_DEPTH) {
      throw new IOException("the value nests more than " + MAX_DEPTH + " deep");
    }
    if (++values > MAX_VALUES) {
      throw new IOException("the value holds more than " + MAX_VALUES + " values");
    }
    return switch (in.getNextFormat().getValueType()) {
      case NIL -> {
        in.unpackNil();
        yield new ConfigValue.Null();
      }
      case BOOLEAN -> new ConfigValue.Flag(in.unpackBoolean());
      case INTEGER -> integer(in.unpackBigInteger());
      case FLOAT -> number(in.unpackDouble());
      case STRING -> new ConfigValue.Text(in.unpackString());
      case ARRAY -> elements(depth);
      case MAP -> attributes(depth);
      case EXTENSION -> {
        ExtensionTypeHeader header = in.unpackExtensionTypeHeader();
        skip(header.getLength());
        yield new ConfigValue.Unknown();
      }
      case BINARY -> throw new IOException("the value holds bytes, which no type has");
    };
  }

  private static ConfigValue integer(BigInteger number) {
    return new ConfigValue.Numeric(new BigDecimal(number));
  }

  private static ConfigValue number(double number) throws IOException {
    if (!Double.isFinite(number)) {
      throw new IOException("the value holds the number " + number);
    }
    return new ConfigValue.Numeric(new BigDecimal(number));
  }

  /** Elements are added one by one: a header promises more of them than there are bytes. */
  private ConfigValue elements(int depth) throws IOException {
    int count = in.unpackArrayHeader();
    List<ConfigValue> elements = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      elements.add(value(depth + 1));
    }
    return new ConfigValue.Elements(elements);
  }

  private ConfigValue attributes(int depth) throws IOException {
    int count = in.unpackMapHeader();
    if (count > MAX_ATTRIBUTES) {
      throw new IOException("the value holds an object of " + count + " attributes");
    }
    Map<String, ConfigValue> values = new HashMap<>();
    for (int i = 0; i < count; i++) {
      if (in.getNextFormat().getValueType() != ValueType.STRING) {
        throw new IOException("the value holds an attribute whose name is no text");
      }
      values.put(in.unpackString(), value(depth + 1));
    }
    return new ConfigValue.Attributes(values);
  }

  private void skip(int length) throws IOException {
    byte[] piece = new byte[64];
    for (int left = length; left > 0; left -= piece.length) {
      in.readPayload(piece, 0, Math.min(left, piece.length));
    }
  }
}
