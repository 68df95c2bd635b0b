package io.guestkit.exporter.pages.html;

import org.jspecify.annotations.Nullable;

/** A list of names and values; what is unknown is left out. */
public final class Facts {
  private final Html html;
  private final int outside;

  /** Begins a list. */
  public Facts(Html html) {
    this.html = html;
    this.outside = html.depth();
    html.open("dl", "facts");
  }

  /** Adds a fact. */
  public Facts fact(String name, @Nullable String value) {
    if (value != null && !value.isEmpty()) {
      fact(name).text(value);
    }
    return this;
  }

  /** Opens a fact, for the caller to fill. */
  public Html fact(String name) {
    return html.closeTo(outside + 1).open("div").element("dt", name).open("dd");
  }

  /** Ends the list. */
  public void end() {
    html.closeTo(outside);
  }
}
