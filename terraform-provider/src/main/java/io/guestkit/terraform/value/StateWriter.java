package io.guestkit.terraform.value;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.msgpack.core.MessageBufferPacker;
import org.msgpack.core.MessagePack;

/** Writes a value in MessagePack, as HashiCorp's go-cty reads it. Not thread-safe. */
public final class StateWriter implements Closeable {
  private final MessageBufferPacker out = MessagePack.newDefaultBufferPacker();

  /** Begins an object; so many names and values follow. */
  public void object(int attributes) throws IOException {
    out.packMapHeader(attributes);
  }

  /** Begins a list; so many values follow. */
  public void list(int elements) throws IOException {
    out.packArrayHeader(elements);
  }

  /** Writes a text, or the name of the value that follows. */
  public void text(String text) throws IOException {
    out.packString(text);
  }

  /** Writes a text, or null. */
  public void textOrNothing(@Nullable String text) throws IOException {
    if (text == null) {
      nothing();
    } else {
      text(text);
    }
  }

  /** Writes a list of texts. */
  public void texts(List<String> texts) throws IOException {
    list(texts.size());
    for (String text : texts) {
      text(text);
    }
  }

  /** Writes a number. */
  public void number(long number) throws IOException {
    out.packLong(number);
  }

  /** Writes a number. */
  public void number(double number) throws IOException {
    out.packDouble(number);
  }

  /** Writes a boolean. */
  public void flag(boolean value) throws IOException {
    out.packBoolean(value);
  }

  /** Writes null. */
  public void nothing() throws IOException {
    out.packNil();
  }

  /** Writes a value of a configuration as it came; one that is unknown has no place in a state. */
  @SuppressWarnings("IfChainToSwitch") // a pattern switch is linked at run time, at every start
  public void value(ConfigValue value) throws IOException {
    if (value instanceof ConfigValue.Null) {
      nothing();
    } else if (value instanceof ConfigValue.Text text) {
      text(text.text());
    } else if (value instanceof ConfigValue.Flag flag) {
      flag(flag.value());
    } else if (value instanceof ConfigValue.Numeric numeric) {
      text(numeric.number().toPlainString());
    } else if (value instanceof ConfigValue.Elements list) {
      list(list.elements().size());
      for (ConfigValue element : list.elements()) {
        value(element);
      }
    } else if (value instanceof ConfigValue.Attributes object) {
      object(object.values().size());
      for (Map.Entry<String, ConfigValue> attribute : object.values().entrySet()) {
        text(attribute.getKey());
        value(attribute.getValue());
      }
    } else {
      throw new IllegalStateException("an unknown value for a state");
    }
  }

  /** Returns what was written. */
  public byte[] bytes() {
    return out.toByteArray();
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
