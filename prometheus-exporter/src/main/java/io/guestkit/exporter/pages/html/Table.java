package io.guestkit.exporter.pages.html;

import java.util.ArrayList;
import java.util.List;

/**
 * A table that a narrow screen shows as cards, for each cell knows the name of its column: first
 * the columns, then rows of cells. What is open ends where the next begins.
 */
public final class Table {
  /** 200: a page stays one that can be read; that rows are left out is said. */
  public static final int MAX_ROWS = 200;

  private final Html html;
  private final List<String> columns = new ArrayList<>();
  private final int outside;
  private final int heads;
  private int body;
  private int cell;

  /** Begins a table whose caption says what it holds. */
  public Table(Html html, String caption) {
    this.html = html;
    this.outside = html.depth();
    html.open("div", "scroll").open("table").element("caption", caption);
    html.open("thead").open("tr");
    this.heads = html.depth();
  }

  /** Adds columns; one whose name begins with {@code >} holds numbers. */
  public Table columns(String... names) {
    for (String name : names) {
      head(name).text(withoutMark(name));
    }
    return this;
  }

  /** Opens the head of a column, for the caller to fill. */
  public Html head(String name) {
    html.closeTo(heads).open("th").attribute("scope", "col");
    columns.add(name);
    return isNumber(name) ? html.attribute("class", "n") : html;
  }

  /** Begins a row. */
  public Table row() {
    if (body == 0) {
      html.closeTo(heads - 2).open("tbody");
      body = html.depth();
    }
    html.closeTo(body).open("tr");
    cell = 0;
    return this;
  }

  /** Opens a cell, for the caller to fill; the first names its row. */
  public Html cell() {
    html.closeTo(body + 1);
    String name = columns.get(cell);
    if (cell == 0) {
      html.open("th").attribute("scope", "row");
    } else {
      html.open("td").attribute("data-label", withoutMark(name));
    }
    cell++;
    return isNumber(name) ? html.attribute("class", "n") : html;
  }

  /** Adds cells of text. */
  public Table cells(String... texts) {
    for (String text : texts) {
      cell().text(text);
    }
    return this;
  }

  /** Ends the table, and says where rows are left out. */
  public void end(int shown, int all, String where) {
    html.closeTo(outside);
    if (shown < all) {
      html.element("p", "muted", "The first %d of %d are shown%s.".formatted(shown, all, where));
    }
  }

  /** Ends a table that is whole. */
  public void end() {
    html.closeTo(outside);
  }

  private static boolean isNumber(String name) {
    return name.startsWith(">");
  }

  private static String withoutMark(String name) {
    return isNumber(name) ? name.substring(1) : name;
  }
}
