package io.guestkit.cli;

import java.util.List;
import java.util.Optional;

/**
 * An option of a command.
 *
 * @param name such as {@code --output}
 * @param shortName such as {@code -l}, or empty
 * @param kind what it takes
 * @param label what its value is called in the help, empty for a switch
 * @param choices the values that it takes, empty where any will do
 * @param description one sentence
 */
record Option(
    String name,
    String shortName,
    Kind kind,
    String label,
    List<String> choices,
    String description) {

  /** What an option takes. */
  enum Kind {
    /** Nothing. */
    SWITCH,
    /** One value. */
    VALUE,
    /** A number from 1. */
    NUMBER,
    /** A value each time that it is given. */
    VALUES
  }

  static Option toggle(String name, String description) {
    return new Option(name, "", Kind.SWITCH, "", List.of(), description);
  }

  static Option value(String name, String label, String description) {
    return new Option(name, "", Kind.VALUE, label, List.of(), description);
  }

  static Option number(String name, String label, String description) {
    return new Option(name, "", Kind.NUMBER, label, List.of(), description);
  }

  static Option values(String name, String label, String description) {
    return new Option(name, "", Kind.VALUES, label, List.of(), description);
  }

  static Option choice(String name, String label, List<String> choices, String description) {
    return new Option(name, "", Kind.VALUE, label, choices, description);
  }

  /** Returns this option with a short name too. */
  Option or(String otherName) {
    return new Option(name, otherName, kind, label, choices, description);
  }

  boolean isNamed(String argument) {
    return name.equals(argument) || (!shortName.isEmpty() && shortName.equals(argument));
  }

  /** Returns why a value is not one that this option takes, or empty where it is. */
  Optional<String> complaint(String value) {
    if (kind == Kind.NUMBER && !isCount(value)) {
      return Optional.of(name + " takes a number from 1 to 999999, not '" + value + "'");
    }
    if (!choices.isEmpty() && !choices.contains(value)) {
      return Optional.of(
          name + " takes one of " + String.join(", ", choices) + ", not '" + value + "'");
    }
    return Optional.empty();
  }

  /** Six digits: no count or time of ours is longer, and none overflows. */
  private static boolean isCount(String value) {
    boolean nonZero = false;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c < '0' || c > '9') {
        return false;
      }
      nonZero |= c != '0';
    }
    return nonZero && value.length() <= 6;
  }
}
