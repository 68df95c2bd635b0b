package io.guestkit.volume.lvm2.metadata;

import io.guestkit.block.Budget;
import io.guestkit.block.CorruptImageException;
import io.guestkit.block.LimitExceededException;
import java.util.ArrayList;
import java.util.List;

/** Reads LVM's text format. Bytes above 0x7f are characters of names and strings as they are. */
final class TextParser {
  /** 16: LVM nests logical_volumes, the volume and its segment in the group; bounds the stack. */
  private static final int MAX_DEPTH = 16;

  /** 128: what an entry takes of the heap, its key, value and place in a list. */
  private static final int ENTRY_BYTES = 128;

  private final String name;
  private final byte[] text;
  private final int end;
  private final Budget budget;
  private int at;
  private long reserved;

  private TextParser(String name, byte[] text, Budget budget) {
    this.name = name;
    this.text = text;
    this.end = length(text);
    this.budget = budget;
  }

  /** What the parser's caller makes of a text. */
  @FunctionalInterface
  interface Reading<T> {
    T of(Section text) throws CorruptImageException;
  }

  /**
   * Parses a text and returns what is made of it; the memory that the sections take is given back.
   *
   * @param name what the text is, for messages
   * @throws CorruptImageException if it does not follow the grammar
   * @throws LimitExceededException if it needs more memory than the budget has
   */
  static <T> T parse(String name, byte[] text, Budget budget, Reading<T> reading)
      throws CorruptImageException, LimitExceededException {
    TextParser parser = new TextParser(name, text, budget);
    try {
      Section all = new Section(name, "", 0);
      parser.entries(all, 0);
      return reading.of(all);
    } finally {
      budget.release(parser.reserved);
    }
  }

  /** The text ends at a NUL byte, as LVM writes one behind it. */
  private static int length(byte[] text) {
    int length = 0;
    while (length < text.length && text[length] != 0) {
      length++;
    }
    return length;
  }

  private void entries(Section section, int depth)
      throws CorruptImageException, LimitExceededException {
    while (true) {
      skipBlanks();
      if (at == end) {
        if (depth > 0) {
          throw corrupt("the text ends in a section");
        }
        return;
      }
      if (text[at] == '}' && depth > 0) {
        at++;
        return;
      }
      entry(section, depth);
    }
  }

  private void entry(Section section, int depth)
      throws CorruptImageException, LimitExceededException {
    reserve();
    int start = at;
    String key = word();
    if (key.isEmpty()) {
      throw corrupt("'%c' where a name is expected".formatted((char) (text[at] & 0xff)));
    }
    skipBlanks();
    Value value;
    if (at < end && text[at] == '{') {
      at++;
      if (depth == MAX_DEPTH) {
        throw corrupt("sections nested more than %d deep".formatted(MAX_DEPTH));
      }
      Section inner = section.inner(key, start);
      entries(inner, depth + 1);
      value = new Value.Block(inner);
    } else if (at < end && text[at] == '=') {
      at++;
      skipBlanks();
      value = at < end && text[at] == '[' ? array() : scalar();
    } else {
      throw corrupt("no value after " + key);
    }
    section.add(new Section.Entry(key, value, start));
  }

  private Value array() throws CorruptImageException, LimitExceededException {
    at++;
    List<Value> values = new ArrayList<>();
    skipBlanks();
    while (at < end && text[at] != ']') {
      reserve();
      values.add(scalar());
      skipBlanks();
      if (at < end && text[at] == ',') {
        at++;
        skipBlanks();
      } else if (at < end && text[at] != ']') {
        throw corrupt("no comma in an array");
      }
    }
    if (at == end) {
      throw corrupt("the text ends in an array");
    }
    at++;
    return new Value.Array(values);
  }

  private Value scalar() throws CorruptImageException {
    if (at < end && text[at] == '"') {
      return new Value.Text(string());
    }
    int start = at;
    String word = word();
    try {
      return word.indexOf('.') < 0
          ? new Value.Whole(Long.parseLong(word))
          : new Value.Fraction(Double.parseDouble(word));
    } catch (NumberFormatException e) {
      at = start;
      throw corrupt("neither a number nor a string");
    }
  }

  private String string() throws CorruptImageException {
    int start = at++;
    StringBuilder string = new StringBuilder();
    while (at < end && text[at] != '"') {
      if (text[at] == '\\' && at + 1 < end) {
        at++;
      }
      string.append((char) (text[at++] & 0xff));
    }
    if (at == end) {
      at = start;
      throw corrupt("a string without end");
    }
    at++;
    return string.toString();
  }

  private String word() {
    int start = at;
    while (at < end && isWord(text[at])) {
      at++;
    }
    StringBuilder word = new StringBuilder(at - start);
    for (int i = start; i < at; i++) {
      word.append((char) (text[i] & 0xff));
    }
    return word.toString();
  }

  private static boolean isWord(byte b) {
    return switch (b) {
      case '=', '{', '}', '[', ']', ',', '"', '#' -> false;
      default -> !isBlank(b);
    };
  }

  private static boolean isBlank(byte b) {
    return b == ' ' || (b >= '\t' && b <= '\r');
  }

  private void skipBlanks() {
    while (at < end) {
      if (text[at] == '#') {
        while (at < end && text[at] != '\n') {
          at++;
        }
      } else if (isBlank(text[at])) {
        at++;
      } else {
        return;
      }
    }
  }

  private void reserve() throws LimitExceededException {
    budget.reserve(ENTRY_BYTES, name);
    reserved += ENTRY_BYTES;
  }

  private CorruptImageException corrupt(String what) {
    return new CorruptImageException(name, at, what);
  }
}
