package io.guestkit.export;

/**
 * Text of XML 1.0, indented by two spaces, as libxml2 writes it. A character that XML cannot hold
 * is replaced.
 */
final class XmlText {
  private static final char REPLACEMENT = '\ufffd';

  private final StringBuilder text = new StringBuilder(4096);
  private int depth;

  XmlText() {
    text.append("<?xml version=\"1.0\"?>\n");
  }

  /** Opens an element; pairs of the names and values of its attributes follow. */
  void open(String name, String... attributes) {
    start(name, attributes);
    text.append(">\n");
    depth++;
  }

  /** Closes an element that was opened. */
  void close(String name) {
    depth--;
    indent().append("</").append(name).append(">\n");
  }

  /** Writes an element without content. */
  void empty(String name, String... attributes) {
    start(name, attributes);
    text.append("/>\n");
  }

  /** Writes an element with text. */
  void element(String name, String content, String... attributes) {
    start(name, attributes);
    text.append('>');
    escape(content, false);
    text.append("</").append(name).append(">\n");
  }

  @Override
  public String toString() {
    return text.toString();
  }

  private StringBuilder indent() {
    return text.repeat(' ', 2 * depth);
  }

  private void start(String name, String... attributes) {
    indent().append('<').append(name);
    for (int i = 0; i < attributes.length; i += 2) {
      text.append(' ').append(attributes[i]).append("=\"");
      escape(attributes[i + 1], true);
      text.append('"');
    }
  }

  private void escape(String content, boolean isAttribute) {
    String shown = DisplayText.encodable(content);
    int point;
    for (int i = 0; i < shown.length(); i += Character.charCount(point)) {
      point = shown.codePointAt(i);
      switch (point) {
        case '&' -> text.append("&amp;");
        case '<' -> text.append("&lt;");
        case '>' -> text.append("&gt;");
        case '\r' -> text.append("&#13;"); // a parser takes a plain one for the end of a line
        case '"' -> text.append(isAttribute ? "&quot;" : "\"");
        case '\n' -> text.append(isAttribute ? "&#10;" : "\n");
        case '\t' -> text.append(isAttribute ? "&#9;" : "\t");
        default -> text.appendCodePoint(isCharacter(point) ? point : REPLACEMENT);
      }
    }
  }

  /** Returns whether XML can hold a character. Source: XML 1.0, production 2, Char. */
  private static boolean isCharacter(int point) {
    return (point >= 0x20 && point < 0xd800)
        || (point >= 0xe000 && point < 0xfffe)
        || point >= 0x10000;
  }
}
