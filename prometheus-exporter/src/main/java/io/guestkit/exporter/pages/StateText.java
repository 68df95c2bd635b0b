package io.guestkit.exporter.pages;

import io.guestkit.exporter.fleet.ImageStatus.State;
import io.guestkit.exporter.pages.html.Html;
import java.util.Locale;

/** What people read of a state. */
final class StateText {
  private StateText() {}

  /** Returns its name in addresses, and the class of its colours. */
  static String parameter(State state) {
    return state.name().toLowerCase(Locale.ROOT);
  }

  static String name(State state) {
    String name = parameter(state);
    return Character.toUpperCase(name.charAt(0)) + name.substring(1);
  }

  static String meaning(State state) {
    return switch (state) {
      case WAITING -> "It was not inspected yet.";
      case INSPECTING -> "It is being inspected now.";
      case CURRENT -> "The report is of the image as it is.";
      case STALE -> "The image changed since this report; it will be inspected again.";
      case FAILED -> "Its last inspection failed.";
    };
  }

  /** Returns where it stands among the states; those that need somebody come first. */
  static int rank(State state) {
    return switch (state) {
      case FAILED -> 0;
      case STALE -> 1;
      case WAITING -> 2;
      case INSPECTING -> 3;
      case CURRENT -> 4;
    };
  }

  static void badge(Html html, State state) {
    html.open("span", "state " + parameter(state)).attribute("title", meaning(state));
    html.text(name(state)).close();
  }
}
