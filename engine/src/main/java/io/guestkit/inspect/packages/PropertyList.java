package io.guestkit.inspect.packages;

import io.guestkit.block.CorruptImageException;
import io.guestkit.block.LimitExceededException;
import java.nio.charset.StandardCharsets;

/**
 * A property list in XML, as xbps writes it: dictionaries, arrays, texts, numbers and booleans.
 * Read in one pass, without a tree and without recursion; declarations and comments are passed
 * over, no entity but XML's own five is known, and none is ever looked up. Source: the document
 * type PropertyList-1.0 of Apple, proplib(3).
 */
final class PropertyList {
  /** 64: xbps nests three deep. */
  private static final int MAX_DEPTH = 64;

  /** 6: the ampersand, four letters, the semicolon. */
  private static final int MAX_ENTITY = 6;

  /** Takes the values of the dictionaries. */
  interface Sink {
    /**
     * Takes a value.
     *
     * @param depth dictionaries and arrays around it, 1 in the outermost
     * @param key its key, empty in an array
     * @param value its text; true or false
     */
    void value(int depth, String key, String value);

    /** A dictionary or array starts that has this key in what is around it. */
    void open(int depth, String key);

    /** The last dictionary or array that started ends. */
    void close(int depth) throws LimitExceededException;
  }

  private final String name;
  private final byte[] bytes;
  private final Sink sink;
  private int at;
  private int depth;
  private String key = "";

  PropertyList(String name, byte[] bytes, Sink sink) {
    this.name = name;
    this.bytes = bytes;
    this.sink = sink;
  }

  /**
   * Reads it to its end.
   *
   * @throws CorruptImageException if it is no property list, or ends early
   */
  void read() throws CorruptImageException, LimitExceededException {
    boolean plist = false;
    while (true) {
      at = indexOf('<', at);
      if (at == bytes.length) {
        throw corrupt("it ends without </plist>");
      }
      if (startsWith("<!--")) {
        skipComment();
      } else {
        String tag = tag();
        if (tag.equals("/plist")) {
          return;
        }
        plist |= tag.startsWith("plist");
        boolean declaration = tag.startsWith("?") || tag.startsWith("!");
        if (!plist && !declaration) {
          throw corrupt("no property list starts here");
        }
        element(tag);
      }
    }
  }

  private void element(String tag) throws CorruptImageException, LimitExceededException {
    switch (tag) {
      case "dict", "array" -> {
        if (depth == MAX_DEPTH) {
          throw corrupt("dictionaries nest deeper than %d".formatted(MAX_DEPTH));
        }
        sink.open(depth, key);
        depth++;
        key = "";
      }
      case "/dict", "/array" -> {
        if (depth == 0) {
          throw corrupt("a dictionary ends that has not started");
        }
        depth--;
        sink.close(depth);
        key = "";
      }
      case "key" -> key = text();
      case "string", "integer" -> value(text());
      case "true/", "false/" -> value(tag.substring(0, tag.length() - 1));
      case "dict/", "array/", "string/", "data/" -> key = "";
      default -> {}
    }
  }

  private void value(String value) {
    sink.value(depth, key, value);
    key = "";
  }

  /** Returns what is between the angle brackets here. */
  private String tag() throws CorruptImageException {
    int end = indexOf('>', at);
    if (end == bytes.length) {
      throw corrupt("a tag without an end");
    }
    String tag = new String(bytes, at + 1, end - at - 1, StandardCharsets.UTF_8);
    at = end + 1;
    return tag;
  }

  private void skipComment() throws CorruptImageException {
    int from = at;
    while (!startsWith("-->")) {
      at++;
      if (at >= bytes.length) {
        at = from;
        throw corrupt("a comment without an end");
      }
    }
  }

  private boolean startsWith(String text) {
    if (bytes.length - at < text.length()) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      if (bytes[at + i] != text.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** Returns the text up to the next tag. */
  private String text() {
    int end = indexOf('<', at);
    String text = new String(bytes, at, end - at, StandardCharsets.UTF_8);
    at = end;
    return text.indexOf('&') < 0 ? text : unescape(text);
  }

  private static String unescape(String text) {
    StringBuilder plain = new StringBuilder(text.length());
    int from = 0;
    int ampersand = text.indexOf('&');
    while (ampersand >= 0) {
      int end = text.indexOf(';', ampersand, Math.min(ampersand + MAX_ENTITY, text.length()));
      String character = end < 0 ? "" : character(text.substring(ampersand + 1, end));
      if (!character.isEmpty()) {
        plain.append(text, from, ampersand).append(character);
        from = end + 1;
      }
      ampersand = text.indexOf('&', ampersand + 1);
    }
    return plain.append(text, from, text.length()).toString();
  }

  /** Returns what an entity stands for; nothing where it is none of XML's own. */
  private static String character(String entity) {
    return switch (entity) {
      case "amp" -> "&";
      case "lt" -> "<";
      case "gt" -> ">";
      case "quot" -> "\"";
      case "apos" -> "'";
      default -> "";
    };
  }

  private int indexOf(char c, int from) {
    int index = from;
    while (index < bytes.length && bytes[index] != c) {
      index++;
    }
    return index;
  }

  private CorruptImageException corrupt(String what) {
    return new CorruptImageException(name, at, what);
  }
}
