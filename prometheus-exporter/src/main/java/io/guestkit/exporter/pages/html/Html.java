package io.guestkit.exporter.pages.html;

import io.guestkit.export.DisplayText;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Writes HTML that is well-formed XML too. All text and every value of an attribute is escaped, and
 * shown: see {@link #shown}. Not thread-safe.
 */
public final class Html {
  /**
   * 2000 characters: no honest name or sentence is longer; bounds what one text takes of a page.
   */
  private static final int MAX_TEXT = 2000;

  private static final Set<String> VOID = Set.of("br", "input", "link", "meta");

  private final StringBuilder out = new StringBuilder(1 << 14);
  private final List<String> tags = new ArrayList<>();
  private boolean isInTag;

  /** Opens an element; attributes may follow. */
  public Html open(String tag) {
    endTag();
    out.append('<').append(tag);
    tags.add(tag);
    isInTag = true;
    return this;
  }

  /** Opens an element of a class. */
  public Html open(String tag, String style) {
    return open(tag).attribute("class", style);
  }

  /** Adds an attribute to the element that was just opened. */
  public Html attribute(String name, String value) {
    if (!isInTag) {
      throw new IllegalStateException("no element was just opened for " + name);
    }
    out.append(' ').append(name).append("=\"");
    escape(shown(value));
    out.append('"');
    return this;
  }

  /** Adds text. */
  public Html text(String text) {
    endTag();
    boolean isLong = text.length() > MAX_TEXT;
    escape(shown(isLong ? text.substring(0, MAX_TEXT) : text));
    out.append(isLong ? "\u2026" : "");
    return this;
  }

  /** Closes the element that was opened last. */
  public Html close() {
    String tag = tags.removeLast();
    if (VOID.contains(tag)) {
      out.append("/>");
      isInTag = false;
    } else {
      endTag();
      out.append("</").append(tag).append('>');
    }
    return this;
  }

  /** Adds an element that holds text only. */
  public Html element(String tag, String text) {
    return open(tag).text(text).close();
  }

  /** Adds an element of a class that holds text only. */
  public Html element(String tag, String style, String text) {
    return open(tag, style).text(text).close();
  }

  /** Adds a link. */
  public Html link(String address, String text) {
    return open("a").attribute("href", address).text(text).close();
  }

  /** Adds a field of a form that nobody sees. */
  public Html hidden(String name, String value) {
    open("input").attribute("type", "hidden").attribute("name", name);
    return attribute("value", value).close();
  }

  /** Adds the style sheet, the only text that is not escaped. */
  Html style(String sheet) {
    open("style").endTag();
    out.append(sheet);
    return close();
  }

  /** Returns how many elements are open. */
  int depth() {
    return tags.size();
  }

  /** Closes elements until so many are open. */
  Html closeTo(int depth) {
    while (tags.size() > depth) {
      close();
    }
    return this;
  }

  /** Returns the whole document. */
  String document() {
    closeTo(0);
    return "<!DOCTYPE html>\n" + out + "\n";
  }

  /**
   * Returns text in which everything can be seen that could mislead: control characters as {@link
   * DisplayText} shows them, and those that turn the direction of text, have no width, or end lines
   * as {@code \\uNNNN}.
   */
  public static String shown(String text) {
    String plain = DisplayText.show(text);
    for (int i = 0; i < plain.length(); i++) {
      if (isUnseen(plain.codePointAt(i))) {
        return replaceUnseen(plain);
      }
    }
    return plain;
  }

  private static String replaceUnseen(String text) {
    StringBuilder seen = new StringBuilder(text.length() + 16);
    text.codePoints()
        .forEach(point -> {
          if (isUnseen(point)) {
            seen.append(point <= 0xffff ? "\\u%04x".formatted(point) : "\\U%08x".formatted(point));
          } else {
            seen.appendCodePoint(point);
          }
        });
    return seen.toString();
  }

  /** Also what XML cannot hold: the last two code points of a plane. */
  private static boolean isUnseen(int point) {
    int type = Character.getType(point);
    return type == Character.FORMAT
        || type == Character.LINE_SEPARATOR
        || type == Character.PARAGRAPH_SEPARATOR
        || (point & 0xfffe) == 0xfffe;
  }

  private void endTag() {
    if (isInTag) {
      out.append('>');
      isInTag = false;
    }
  }

  private void escape(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '"' -> out.append("&quot;");
        case '\'' -> out.append("&#39;");
        default -> out.append(c);
      }
    }
  }
}
