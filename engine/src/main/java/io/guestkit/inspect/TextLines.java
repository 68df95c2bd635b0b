package io.guestkit.inspect;

/** Goes through the lines of a text, each without the blanks around it. */
public final class TextLines {
  private final String text;
  private int at;
  private int number;
  private String line = "";

  /** Stands before the first line. */
  public TextLines(String text) {
    this.text = text;
  }

  /** Goes to the next line, and returns whether there is one. */
  public boolean next() {
    if (at >= text.length()) {
      return false;
    }
    int end = text.indexOf('\n', at);
    end = end < 0 ? text.length() : end;
    line = text.substring(at, end).strip();
    at = end + 1;
    number++;
    return true;
  }

  /** Returns the line. */
  public String line() {
    return line;
  }

  /** Returns the number of the line, 1 the first. */
  public int number() {
    return number;
  }

  /** Returns whether the line says nothing: it is blank, or a comment after {@code #}. */
  public boolean isBlankOrComment() {
    return line.isEmpty() || line.charAt(0) == '#';
  }
}
