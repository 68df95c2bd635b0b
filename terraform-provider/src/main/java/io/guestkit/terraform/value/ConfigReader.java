package io.guestkit.terraform.value;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.msgpack.core.ExtensionTypeHeader;
import org.msgpack.core.MessagePack;
import org.msgpack.core.MessagePackException;
import org.msgpack.core.MessageUnpacker;
import org.msgpack.value.ValueType;

/**
 * Reads a configuration: an object in MessagePack, as HashiCorp's go-cty writes it. An extension of
 * any type is an unknown value, whatever is said of it.
 */
public final class ConfigReader {
  /** 32: types of configurations nest less than ten deep; bounds the recursion. */
  private static final int MAX_DEPTH = 32;

  private final MessageUnpacker in;

  private ConfigReader(MessageUnpacker in) {
    this.in = in;
  }

  /**
   * Reads an object.
   *
   * @throws IOException if the bytes are no object in MessagePack, or more than one value
   */
  public static ConfigValue.Attributes read(byte[] bytes) throws IOException {
    if (readAny(bytes) instanceof ConfigValue.Attributes attributes) {
      return attributes;
    }
    throw new IOException("the configuration is no object");
  }

  /**
   * Reads a value of any type: an argument of a function.
   *
   * @throws IOException if the bytes are no value in MessagePack, or more than one
   */
  public static ConfigValue readAny(byte[] bytes) throws IOException {
    try (MessageUnpacker in = MessagePack.newDefaultUnpacker(bytes)) {
      ConfigValue value = new ConfigReader(in).value(0);
      if (in.hasNext()) {
        throw new IOException("the configuration ends before its bytes do");
      }
      return value;
    } catch (MessagePackException e) {
      throw new IOException("the configuration is not MessagePack: " + e.getMessage(), e);
    }
  }

  private ConfigValue value(int depth) throws IOException {
    if (depth > MAX_DEPTH) {
      throw new IOException("the configuration nests more than " + MAX_DEPTH + " deep");
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
      case BINARY -> throw new IOException("the configuration holds bytes, which no type has");
    };
  }

  private static ConfigValue integer(BigInteger number) {
    return new ConfigValue.Numeric(new BigDecimal(number));
  }

  private static ConfigValue number(double number) throws IOException {
    if (!Double.isFinite(number)) {
      throw new IOException("the configuration holds the number " + number);
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
    Map<String, ConfigValue> values = new HashMap<>();
    for (int i = 0; i < count; i++) {
      if (in.getNextFormat().getValueType() != ValueType.STRING) {
        throw new IOException("the configuration holds an attribute whose name is no text");
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
