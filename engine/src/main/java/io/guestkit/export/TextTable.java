package io.guestkit.export;

import java.util.ArrayList;
import java.util.List;

/** Rows of text in columns; a column without any text but its heading is left out. */
final class TextTable {
  private final String[] headings;
  private final boolean[] right;
  private final List<String[]> rows = new ArrayList<>();

  /** Makes a table; a heading that starts with {@code >} is of a column aligned to the right. */
  TextTable(String... headings) {
    this.headings = new String[headings.length];
    this.right = new boolean[headings.length];
    for (int i = 0; i < headings.length; i++) {
      right[i] = headings[i].startsWith(">");
      this.headings[i] = right[i] ? headings[i].substring(1) : headings[i];
    }
  }

  /** Adds a row with a cell for each heading. */
  void row(String... cells) {
    rows.add(cells);
  }

  boolean isEmpty() {
    return rows.isEmpty();
  }

  /** Appends the table, each line indented by two spaces. */
  void appendTo(StringBuilder text) {
    int[] widths = widths();
    line(text, widths, headings);
    for (String[] row : rows) {
      line(text, widths, row);
    }
  }

  private int[] widths() {
    int[] widths = new int[headings.length];
    for (String[] row : rows) {
      for (int i = 0; i < row.length; i++) {
        widths[i] = Math.max(widths[i], width(row[i]));
      }
    }
    for (int i = 0; i < widths.length; i++) {
      widths[i] = widths[i] == 0 ? 0 : Math.max(widths[i], width(headings[i]));
    }
    return widths;
  }

  private void line(StringBuilder text, int[] widths, String[] cells) {
    text.append("  ");
    for (int i = 0; i < widths.length; i++) {
      if (widths[i] > 0) {
        int room = widths[i] - width(cells[i]);
        text.repeat(' ', right[i] ? room : 0).append(cells[i]).repeat(' ', right[i] ? 2 : room + 2);
      }
    }
    text.setLength(text.length() - trailingSpaces(text));
    text.append('\n');
  }

  private static int width(String cell) {
    return cell.codePointCount(0, cell.length());
  }

  private static int trailingSpaces(StringBuilder text) {
    int count = 0;
    while (count < text.length() && text.charAt(text.length() - 1 - count) == ' ') {
      count++;
    }
    return count;
  }
}
